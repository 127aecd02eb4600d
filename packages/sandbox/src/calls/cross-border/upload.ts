import { BusinessError } from '../../business-error.ts'
import { nested } from '../../door/envelopes.ts'
import { FIELDS, type Look } from '../../pictures/look.ts'
import { count } from '../../world/count.ts'
import type { World } from '../../world/world.ts'
import { nestedTextOk, objectApi } from '../asked.ts'
import { lookOfBytes, MOST_BASE64 } from '../picture-asked.ts'
import { namespace } from './items.ts'

const FIRST_IMAGE = 1_006_131_632_165_463

/**
 * A picture for later searches. Sources name the parameter `uploadImageParam` (documented) and
 * `uploadParams` [web]; both are read. A picture that cannot be read is answered with id `0` and
 * success, as users of the platform report [web].
 */
export const imageUpload = [
  objectApi({
    namespace,
    name: 'product.image.upload',
    param: { name: 'uploadImageParam', aliases: ['uploadParams'] },
    fields: [
      { name: 'imageBase64', type: 'String', required: true, max: MOST_BASE64 },
      { name: 'outMemberId', type: 'String', max: 64 },
    ],
    fail: nested,
    answer: ({ world }, asked) => {
      const look = lookOrNothing(asked.text('imageBase64') ?? '')
      if (!look) return nestedTextOk('0')
      const id = String(FIRST_IMAGE + count(world, 'pictures') * 7)
      world.pictures.put(id, [...look].map(Math.round))
      return nestedTextOk(id)
    },
  }),
]

function lookOrNothing(base64: string): Look | undefined {
  try {
    return lookOfBytes(base64)
  } catch (error) {
    if (error instanceof BusinessError) return undefined
    throw error
  }
}

/** How an uploaded picture looks; undefined for id `0` and for one that never was. */
export function uploadedLook(world: World, imageId: string | undefined): Look | undefined {
  const levels = world.pictures.get(imageId ?? '')
  return levels?.length === FIELDS * 3 ? Float32Array.from(levels) : undefined
}
