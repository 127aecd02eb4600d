import { NewPromoter, Promoter } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

export const listPromoters = route({
  method: 'GET',
  path: '/v1/seller/promoters',
  caller: 'seller',
  scope: 'secret',
  summary: 'Who earns by what others buy through their links, newest first',
  reply: v.object({ items: v.array(Promoter) }),
})

export const addPromoter = route({
  method: 'POST',
  path: '/v1/seller/promoters',
  caller: 'seller',
  scope: 'secret',
  summary:
    'Make somebody known to WeChat who earns by one of your links; the same link and account again is the same promoter',
  body: NewPromoter,
  reply: Promoter,
})

export const removePromoter = route({
  method: 'DELETE',
  path: '/v1/seller/promoters/:promoter',
  caller: 'seller',
  scope: 'secret',
  summary: 'From now on she earns nothing; a person’s openid is forgotten',
  reply: Promoter,
})
