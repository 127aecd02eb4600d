/**
 * What comes last: the cart's drawer, who sent the buyer, what is kept for a time without network,
 * the page's own scripts.
 */
import { attend } from '../buying/attend.ts'
import { counterOf } from '../buying/counter.ts'
import { xiaopu } from '../buying/facade.ts'
import { provideAttending } from '../shop/attending.ts'
import { pageShops } from '../shop/runtime.ts'
import { embedBase } from './base.ts'
import { watchNear } from './near.ts'
import { otherRoom, reserveRoom } from './reserve.ts'
import { type BuiltFile, runScript } from './script.ts'

/** Which file defines which element; put in by the build. */
declare const XIAOPU_CHUNKS: Readonly<Record<string, BuiltFile>>

/** Words that only apps with channels of ours say; the file itself looks closer. */
const apps = /MicroMessenger|wxwork|aweme|ToutiaoMicro|ksNebula|Kwai|xhs|XiaoHongShu|discover\//i

reserveRoom(otherRoom)
const chunks = { ...XIAOPU_CHUNKS }
watchNear(Object.keys(chunks).join(), ({ localName: tag }) => {
  const file = chunks[tag]
  delete chunks[tag]
  if (file && !customElements.get(tag)) runScript(embedBase, file)
})
provideAttending(attend)
// Inside an app there is more to do, by a file that other pages never see.
const inApp = chunks['in-app']
if (inApp && apps.test(navigator.userAgent)) runScript(embedBase, inApp)
// Also where nothing is tapped, a visit through a share is told.
for (const shop of pageShops()) counterOf(shop)
xiaopu.install()
