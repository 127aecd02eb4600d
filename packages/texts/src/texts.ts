import type { zhCn } from './zh-cn.ts'

/** What every locale must say: the shape of the source language. */
export type Texts = typeof zhCn
