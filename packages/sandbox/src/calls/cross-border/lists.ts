import { BusinessError } from '../../business-error.ts'
import type { CategoryTree } from '../../catalogue/category-tree.ts'
import { wordsOfKind } from '../../catalogue/market/shelf.ts'
import type { SandboxOffer } from '../../catalogue/offer.ts'
import { api } from '../../door/api.ts'
import { nested } from '../../door/envelopes.ts'
import type { JsonObject } from '../../json.ts'
import { nestedOk, nestedTextOk, objectApi } from '../asked.ts'
import { noCategory, noOffer } from '../possible-codes.ts'
import { namespace, pageFields, picture, shortItem, subjectIn, textIn } from './items.ts'
import { leavesOf } from './leaves.ts'
import * as measures from './measures.ts'

const rankNames: Readonly<Record<string, string>> = {
  complex: 'Comprehensive List',
  hot: 'Best Sellers',
  goodPrice: 'Good Prices',
}
const MOST_RANKED = 20
const MOST_WORDS = 20

export const crossLists = [
  objectApi({
    namespace,
    name: 'product.search.offerRecommend',
    param: { name: 'recommendOfferParam' },
    searches: ['titles'],
    fields: pageFields.map((field) =>
      field.name === 'outMemberId' ? { ...field, required: true } : field,
    ),
    fail: nested,
    answer: ({ world }, asked) => {
      const size = asked.number('pageSize') ?? 20
      const from = ((asked.number('beginPage') ?? 1) - 1) * size
      const offers = world.offers.search({}).page(Math.max(0, from), size)
      return nestedOk(offers.map((offer) => shortItem(offer, asked)))
    },
  }),
  // The documented name; clients have been seen with `relatedQueryParam` and `recommendParams` [web].
  objectApi({
    namespace,
    name: 'product.related.recommend',
    param: { name: 'relatedQueryParams', aliases: ['relatedQueryParam', 'recommendParams'] },
    fields: [
      { name: 'offerId', type: 'Long', required: true },
      { name: 'pageNo', type: 'Integer' },
      { name: 'pageSize', type: 'Integer', most: 10 },
      { name: 'language', type: 'String', max: 16 },
      { name: 'country', type: 'String', max: 16 },
    ],
    searches: ['titles'],
    codes: [noOffer],
    fail: nested,
    answer: ({ world }, asked) => {
      const offer = world.offers.get(asked.digits('offerId') ?? '')
      if (!offer) throw new BusinessError('404', `商品${asked.digits('offerId')}不存在`)
      const size = asked.number('pageSize') ?? 10
      const from = Math.max(0, ((asked.number('pageNo') ?? 1) - 1) * size)
      const like = world.offers.search({ categoryIds: [offer.categoryId] }).page(from, size + 1)
      const others = like.filter(({ offerId }) => offerId !== offer.offerId).slice(0, size)
      return nestedOk(others.map((each) => shortItem(each, asked)))
    },
  }),
  // Needs no token; `success` is declared String [doc S1].
  objectApi({
    namespace,
    name: 'product.search.topKeyword',
    needAuth: false,
    param: { name: 'topSeKeywordParam' },
    fields: [
      { name: 'country', type: 'String', required: true, max: 16 },
      { name: 'sourceId', type: 'Long', required: true },
      { name: 'hotKeywordType', type: 'String', required: true, max: 16 },
    ],
    codes: [noCategory, { code: '400', kind: 'rule', when: 'a type other than cate' }],
    fail: (code, message) => ({ result: { success: 'false', code, message } }),
    answer: ({ world }, asked) => {
      if (asked.text('hotKeywordType') !== 'cate')
        throw new BusinessError('400', 'hotKeywordType只支持cate')
      const words = keywordsOf(world.offers.categories(), Number(asked.digits('sourceId')))
      const language = asked.text('country') ?? 'en'
      return nestedTextOk(
        words.map((seKeyword) => ({
          seKeyword,
          seKeywordTranslation: textIn(seKeyword, language),
        })),
      )
    },
  }),
  objectApi({
    namespace,
    name: 'product.topList.query',
    param: { name: 'rankQueryParams' },
    fields: [
      { name: 'rankId', type: 'Long', required: true },
      { name: 'rankType', type: 'String', required: true, max: 32 },
      { name: 'limit', type: 'Integer', required: true, most: MOST_RANKED },
      { name: 'language', type: 'String', required: true, max: 16 },
    ],
    searches: ['titles'],
    codes: [{ code: '400', kind: 'rule', when: 'an unknown kind of ranking' }],
    fail: nested,
    answer: ({ world }, asked) => {
      const rankType = asked.text('rankType') ?? ''
      const rankName = rankNames[rankType]
      if (!rankName) throw new BusinessError('400', `榜单类型${rankType}不存在`)
      const found = world.offers.search({
        categoryIds: leavesOf(world.offers.categories(), Number(asked.digits('rankId'))),
        sort: rankType === 'goodPrice' ? 'price-up' : 'sold-down',
      })
      const offers = found.page(0, Math.max(0, asked.number('limit') ?? 10))
      const language = asked.text('language') ?? 'en'
      return nestedOk(
        {
          rankId: asked.text('rankId'),
          rankName,
          rankType,
          rankProductModels: offers.map((offer, at) => ranked(offer, at + 1, language)),
        },
        'S0000',
      )
    },
  }),
  api({
    namespace,
    name: 'category.translation.getById',
    params: [
      { name: 'language', type: 'String', required: true, max: 16 },
      { name: 'categoryId', type: 'Long', required: true },
      { name: 'outMemberId', type: 'String', max: 64 },
      { name: 'parentCateId', type: 'Long' },
    ],
    codes: [noCategory],
    fail: nested,
    handle: ({ world, params }) => {
      const tree = world.offers.categories()
      const category = describeCategory(
        tree,
        Number(params.digits('categoryId')),
        params.text('language') ?? 'en',
      )
      if (!category) throw new BusinessError('404', `类目${params.digits('categoryId')}不存在`)
      return nestedOk(category, 'S0000')
    },
  }),
]

/** Names of what is below a category; for a leaf its own name with the words of its titles. */
function keywordsOf(tree: CategoryTree, id: number): readonly string[] {
  const found = tree.get(id)
  if (!found) throw new BusinessError('404', `类目${id}不存在`)
  if (found.level < 3) {
    return leavesOf(tree, id)
      .slice(0, MOST_WORDS)
      .flatMap((leaf) => tree.get(leaf)?.name ?? [])
  }
  return [found.name, ...wordsOfKind(id).map((word) => `${word}${found.name}`)].slice(0, MOST_WORDS)
}

function ranked(offer: SandboxOffer, sort: number, language: string): JsonObject {
  return {
    itemId: offer.offerId,
    title: offer.subject,
    translateTitle: subjectIn(offer, language),
    imgUrl: picture(offer, 0),
    sort,
    serviceList: offer.services.shipHours > 48 ? [] : [`sendGoods${offer.services.shipHours}H`],
    buyerNum: Math.ceil(measures.soldIn(offer, 30) / 3),
    soldOut: measures.soldIn(offer, 30),
    goodsScore: measures.tradeScore(offer),
  }
}

/** A category with its children; `leaf` is text above and a flag below, as documented. */
function describeCategory(
  tree: CategoryTree,
  id: number,
  language: string,
): JsonObject | undefined {
  const nameOf = (zh: string, en: string): string => (language.startsWith('zh') ? zh : en)
  const found = tree.get(id)
  if (!found && id !== 0) return undefined
  const children = (found?.children ?? tree.tops).flatMap((child) => tree.get(child) ?? [])
  return {
    categoryId: id,
    chineseName: found?.name ?? '根类目',
    translatedName: nameOf(found?.name ?? '根类目', found?.en ?? 'Root'),
    language,
    leaf: String(found?.level === 3),
    level: String(found?.level ?? 0),
    parentCateId: String(found?.parent ?? 0),
    fromCache: false,
    children: children.map((child) => ({
      categoryId: child.id,
      chineseName: child.name,
      translatedName: nameOf(child.name, child.en),
      language,
      leaf: child.level === 3,
      level: String(child.level),
      parentCateId: child.parent,
      fromCache: false,
    })),
  }
}
