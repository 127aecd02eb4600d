import type { LabelKind } from '@xiaopu/domain'

/** Short enough for a badge. Each is only shown with evidence. */
export const labels: Record<LabelKind, string> = {
  ship_24h: '24小时发货',
  ship_48h: '48小时发货',
  free_shipping: '包邮',
  free_return: '7天无理由退货',
  selected: '平台优选',
  factory_verified: '源头工厂',
  same_source: '同源货',
  same_quality: '同品质',
}
