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
import { runScript } from './script.ts'

/** The hash of the file that defines an element, `sha256-…=` without its ends; put in by the build. */
declare const XIAOPU_CHUNKS: Readonly<Record<string, string>>
declare const XIAOPU_VERSION: string

/** Words that only apps with channels of ours say; the file itself looks closer. */
const apps = /MicroMessenger|wxwork|aweme|ToutiaoMicro|ksNebula|Kwai|xhs|XiaoHongShu|discover\//i

reserveRoom(otherRoom)
const chunks: Record<string, string> = XIAOPU_CHUNKS
watchNear(Object.keys(chunks).join(), ({ localName: tag }) => {
  if (chunks[tag] && !customElements.get(tag)) run(tag)
  delete chunks[tag]
})
provideAttending(attend)
// Inside an app there is more to do, by a file that other pages never see.
if (apps.test(navigator.userAgent)) run('in-app')
// Also where nothing is tapped, a visit through a share is told.
for (const shop of pageShops()) counterOf(shop)
xiaopu.install()

/** A pinned file is named after the beginning of its hash: the table need not say it twice. */
function run(entry: string): void {
  const hash = chunks[entry] as string
  const name = `${entry}-${hash.slice(0, 8).replace(/\W/g, '-')}.js`
  runScript(embedBase, [XIAOPU_VERSION + name, `sha256-${hash}=`])
}
