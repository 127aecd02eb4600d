type Drawing = typeof import('@xiaopu/widgets/server')

let loading: Promise<Drawing> | undefined

/**
 * What draws elements as HTML. It comes with the built widgets, so it is loaded with the first page
 * and not with the gateway: an API without pages needs no build.
 */
export function loadDrawing(): Promise<Drawing> {
  loading ??= import('@xiaopu/widgets/server').catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}
