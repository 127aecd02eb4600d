import { BusinessError } from '../../business-error.ts'
import { briefOf } from '../../catalogue/catalogue.ts'
import { inChinese } from '../../catalogue/market/lexicon.ts'
import type { SandboxOffer } from '../../catalogue/offer.ts'
import { nested } from '../../door/envelopes.ts'
import { type Fields, fieldsOf } from '../../fields.ts'
import { readJson } from '../../json.ts'
import { fenOf } from '../../money.ts'
import { answers, type Found, type Query } from '../../search/query.ts'
import { comparing, type Sort, type SortKey } from '../../search/sorting.ts'
import type { World } from '../../world/world.ts'
import { nestedOk, nestedTextOk, numbersOf, objectApi, textsOf } from '../asked.ts'
import { offersLike } from '../picture-asked.ts'
import { noPicture, noSupplier } from '../possible-codes.ts'
import { conditionFields, itemPage, namespace, pageFields } from './items.ts'
import { uploadedLook } from './upload.ts'

/** Pictures that are compared before conditions thin them out. */
const LOOKED_AT = 1000

const spans: Readonly<Record<string, number>> = {
  sales7: 7,
  sales14: 14,
  sales30: 30,
  totalSales: 90,
}

export const crossSearch = [
  objectApi({
    namespace,
    name: 'product.search.keywordQuery',
    param: { name: 'offerQueryParam' },
    fields: [
      { name: 'keyword', type: 'String', required: true, max: 256 },
      ...pageFields,
      ...conditionFields,
      { name: 'categoryIdList', type: 'String', max: 1024 },
      { name: 'keywordTranslate', type: 'Boolean' },
      { name: 'saleFilterList', type: 'Object[]', most: 10 },
    ],
    searches: ['titles'],
    fail: nested,
    answer: ({ world }, asked) =>
      nestedOk(itemPage(world, named(world, queryOf(asked), asked), asked)),
  }),
  objectApi({
    namespace,
    name: 'product.search.querySellerOfferList',
    param: { name: 'offerQueryParam' },
    fields: [
      { name: 'sellerOpenId', type: 'String', required: true, max: 128 },
      { name: 'keyword', type: 'String', max: 256 },
      ...pageFields,
      ...conditionFields,
    ],
    searches: ['titles'],
    codes: [noSupplier],
    fail: nested,
    answer: ({ world }, asked) => {
      const memberId = asked.text('sellerOpenId') ?? ''
      if (world.offers.ofSupplier(memberId).length === 0) {
        throw new BusinessError('404', `卖家${memberId}不存在`)
      }
      const query = { ...queryOf(asked), memberId }
      return nestedOk(itemPage(world, named(world, query, asked), asked))
    },
  }),
  // `success` is declared String here [doc S1]. An uploaded picture's id, or an address with id 0.
  objectApi({
    namespace,
    name: 'product.search.imageQuery',
    param: { name: 'offerQueryParam' },
    fields: [
      { name: 'imageId', type: 'String', max: 64 },
      { name: 'imageAddress', type: 'String', max: 1024 },
      { name: 'region', type: 'String', max: 64 },
      { name: 'keyword', type: 'String', max: 256 },
      ...pageFields,
      ...conditionFields,
    ],
    searches: ['pictures'],
    codes: [
      noPicture,
      { code: '400', kind: 'missing', when: 'neither a known image id nor an address' },
    ],
    fail: (code, message) => ({ result: { success: 'false', code, message } }),
    answer: ({ world }, asked) => {
      const query = { ...queryOf(asked), keywords: inChinese(asked.text('keyword') ?? '') }
      const offers = seen(world, asked).filter((offer) => answers(briefOf(offer), query))
      const found = picked(offers, asked)
      const region = {
        currentRegion: asked.text('region') ?? '',
        yoloCropRegion: asked.text('region') ?? '',
      }
      return nestedTextOk(itemPage(world, found, asked, { picRegionInfo: region }))
    },
  }),
]

/** What the members of a query mean. A price range is that of wholesale on the platform, of one piece here [sbx]. */
function queryOf(asked: Fields): Query {
  const category = asked.digits('categoryId')
  const sales = asked.rows('saleFilterList').map((row) => {
    const days = spans[row.text('saleType') ?? ''] ?? 90
    const [from, to] = [row.number('saleStart') ?? 0, row.number('saleEnd') ?? Infinity]
    return { from: (from * 90) / days, to: (to * 90) / days }
  })
  return {
    keywords: asked.text('keyword'),
    categoryIds: [...(category ? [Number(category)] : []), ...numbersOf(asked, 'categoryIdList')],
    fromFen: fenOf(asked.number('priceStart')),
    toFen: fenOf(asked.number('priceEnd')),
    filters: textsOf(asked, 'filter'),
    fromSold: Math.max(0, ...sales.map(({ from }) => from)),
    toSold: Math.min(Infinity, ...sales.map(({ to }) => to)),
    sort: sortOf(asked),
  }
}

/** Members of `sort`: the documented `price`, and the sales that clients sort by [known]. */
const sortKeys: Readonly<Record<string, SortKey>> = { price: 'price', monthSold: 'sold' }

/** `sort` is JSON text (`{"price":"asc"}`); some clients send the object itself. The first known member counts. */
function sortOf(asked: Fields): Sort {
  const sort = asked.fields('sort') ?? textFields(asked.text('sort'))
  const name = sort.names().find((each) => Object.hasOwn(sortKeys, each)) ?? ''
  const key = sortKeys[name]
  return key ? `${key}-${sort.text(name) === 'desc' ? 'down' : 'up'}` : 'sold-down'
}

function textFields(text: string | undefined): Fields {
  try {
    return fieldsOf(text === undefined ? undefined : readJson(text))
  } catch {
    throw new BusinessError('400_2', '参数sort类型不正确')
  }
}

/**
 * Keywords as they stand, or as a Chinese title would say them: the platform translates unless told
 * that it was done.
 */
function named(world: World, query: Query, asked: Fields): Found {
  const found = world.offers.search(query)
  if (found.total > 0 || asked.flag('keywordTranslate') === true) return found
  return world.offers.search({ ...query, keywords: inChinese(query.keywords ?? '') })
}

function seen(world: World, asked: Fields): readonly SandboxOffer[] {
  const look = uploadedLook(world, asked.text('imageId'))
  if (look) return world.offers.alike(look, LOOKED_AT)
  const url = asked.text('imageAddress')
  if (url !== undefined) return offersLike(world, { url }, LOOKED_AT)
  throw new BusinessError('400', 'imageId不存在')
}

/** A list of offers, the likest first, as something to page through; `sort` puts it in another order. */
function picked(offers: readonly SandboxOffer[], asked: Fields): Found {
  const briefs = offers.map((offer) => ({ offer, brief: briefOf(offer) }))
  if (asked.has('sort')) {
    const compare = comparing(sortOf(asked))
    briefs.sort((a, b) => compare(a.brief, b.brief))
  }
  const page = (from: number, count: number) =>
    briefs.slice(from, from + count).map(({ offer }) => offer)
  return { total: briefs.length, page }
}
