import type { labels as source } from '../zh-cn/labels.ts'

export const labels: typeof source = {
  ship_24h: 'Ships in 24 h',
  ship_48h: 'Ships in 48 h',
  free_shipping: 'Free shipping',
  free_return: '7-day returns',
  selected: 'Selected',
  factory_verified: 'Verified factory',
  same_source: 'Same source',
  same_quality: 'Same quality',
}
