/** Choosing a SKU and a quantity. */
export const sku = {
  title: '选择规格',
  quantity: '数量',
  less: '减少一件',
  more: '增加一件',
  chosen: (values: readonly string[]) => `已选：${values.join('，')}`,
  missing: (names: readonly string[]) => `请选择${names.join('、')}`,
  optionSoldOut: (value: string) => `${value}，已售罄`,
  optionImpossible: (value: string) => `${value}，没有这种搭配`,
  soldOut: '这个规格已售罄，换一个看看',
  impossible: '没有这种搭配，换一个选项看看',
  minimum: (quantity: number) => `至少买 ${quantity} 件`,
  most: (stock: number) => `最多还能买 ${stock} 件`,
}
