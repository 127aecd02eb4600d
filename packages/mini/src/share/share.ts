import { asFailure, visitorOf } from '@xiaopu/client/mini'
import { carriesCode, channelRules } from '@xiaopu/share'
import { component } from '../component.ts'
import { done } from '../shop/host.ts'
import { refused } from '../shop/refused.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'
import { posterFile } from './canvas.ts'

/** What the gateway made for one spreading. */
interface Made {
  readonly code: string
  readonly url: string
  readonly title: string
  readonly price?: string | undefined
  readonly imageUrl?: string | undefined
  readonly shopName: string
}

/**
 * `<xp-share listing="lst_…" />`: the ways to pass a listing, or without one the shop, on: to people
 * of the app, as a link where links live, as a poster. Where an app punishes codes, the poster has
 * none.
 *
 * @fires ready with `code`, `title`, `imageUrl` for the page's `onShareAppMessage`, failed
 */
export const share = component({
  properties: { listing: '' },
  events: ['open', 'close', 'copy', 'poster', 'save'],
  open(scene) {
    let shop: Runtime | undefined
    let made: Made | undefined
    let file: string | undefined

    async function make() {
      if (!shop || made) return
      const { client, channel, texts } = shop
      const { listing } = scene.given
      try {
        const visitor = visitorOf(client)
        const wish = { channel, visitor, ...(listing && { listing }) }
        const created = await client.shares.create(wish)
        const card = await client.shares.read(created.code)
        made = { ...card, ...created }
        const { code, title, imageUrl } = made
        scene.show({ url: channelRules[channel].link === 'opens' ? made.url : '' })
        scene.tell('ready', { code, title, imageUrl })
      } catch (error) {
        scene.show({ said: sentence(asFailure(error), texts) })
        scene.tell('failed', { code: asFailure(error).code })
      }
    }

    async function draw() {
      await make()
      if (!shop || !made) return
      const { host, channel, texts, client } = shop
      const [format] = channelRules[channel].posters
      scene.show({ drawing: texts.share.drawing, canvas: format, picture: '' })
      try {
        file = await posterFile(host, scene.instance, format, posterCard(made, shop))
        scene.show({ drawing: '', file, canSave: host.saveImageToPhotosAlbum !== undefined })
      } catch {
        // An older base library: the gateway has drawn the same, for the same channel.
        const picture = client.posterUrl(made.code, format)
        scene.show({ drawing: '', canvas: '', picture })
      }
    }

    const stop = withShop((opened) => {
      shop = opened
      const { share: t, status, mini } = opened.texts
      const why = carriesCode(opened.channel) ? '' : t.noCode
      scene.show({
        words: { ...t, formats: null, friends: mini.toFriends, close: status.close, why },
      })
    })
    return {
      gone: stop,
      changed() {
        made = undefined
        file = undefined
        scene.show({ canvas: '', picture: '', file: '', url: '', said: '' })
      },
      open() {
        scene.show({ shown: true, said: '' })
        void make()
      },
      close: () => scene.show({ shown: false }),
      async copy() {
        if (!shop || !made) return
        const { texts, host } = shop
        const why = await done(host, 'setClipboardData', { data: made.url })
        scene.show({
          said: refused(scene, shop, why, texts.share.copyFailed) || texts.share.copied,
        })
      },
      poster: () => void draw(),
      async save() {
        if (!shop || !file) return
        const { texts, host } = shop
        const why = await done(host, 'saveImageToPhotosAlbum', { filePath: file })
        scene.show({
          said: refused(scene, shop, why, texts.share.saveHint) || texts.mini.pictureSaved,
        })
      },
    }
  },
})

function posterCard(made: Made, { channel, stores, texts }: Runtime) {
  const { title, price, imageUrl, shopName, url } = made
  const accent = stores.$shop.get().value?.theme.accent
  const hasCode = carriesCode(channel)
  return {
    title,
    shopName,
    ...(hasCode && { url }),
    ...(price && { price }),
    ...(imageUrl && { imageUrl }),
    ...(accent && { accent }),
    texts: {
      scan: price ? texts.poster.scanListing : texts.poster.scanShop,
      noPicture: hasCode ? texts.poster.noPicture : texts.poster.noPictureHere,
    },
  }
}
