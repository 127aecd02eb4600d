import { hash } from '../../catalogue/chance.ts'
import * as beauty from './beauty.ts'
import * as clothes from './clothes.ts'
import * as creatures from './creatures.ts'
import * as desk from './desk.ts'
import * as home from './home.ts'
import * as kitchen from './kitchen.ts'
import type { Motif } from './motif.ts'
import * as outdoor from './outdoor.ts'

export type { Motif, Paint } from './motif.ts'

/**
 * Words of a title and what they look like. The first line with a word in the title counts, so
 * special things (充电宝, 化妆镜) stand before what they are also called (线, 镜).
 */
const looks: readonly (readonly [words: string, motif: Motif])[] = [
  ['丝巾 围巾 方巾', clothes.scarf],
  ['手机壳 钢化膜 手机套', desk.phone],
  ['充电宝 移动电源', desk.battery],
  ['耳机', desk.earbuds],
  ['鼠标', desk.mouse],
  ['键盘', desk.keyboard],
  ['笔记本电脑支架 电脑支架', desk.laptop],
  ['补光灯 小夜灯', home.moon],
  ['支架 托架', desk.stand],
  ['数据线 充电线 理线', desk.cable],
  ['打印机', desk.printer],
  ['化妆镜 镜子 梳妆镜', beauty.mirror],
  ['吹风机', beauty.dryer],
  ['化妆刷 眼影刷', beauty.brushes],
  ['美妆蛋 粉扑', beauty.drop],
  ['气垫梳 梳子', beauty.comb],
  ['眉刀', beauty.razor],
  ['发圈 发绳 发饰', beauty.bow],
  ['洗脸巾 纸巾盒 抽纸', beauty.tissue],
  ['假睫毛 美甲', beauty.brushes],
  ['猫抓板 猫条 猫窝 猫砂 招财猫', creatures.cat],
  ['饮水机', creatures.fountain],
  ['磨牙', creatures.bone],
  ['狗狗 宠物', creatures.dog],
  ['积木 磁力片 拼图', creatures.blocks],
  ['工程车 汽车', creatures.car],
  ['泡泡机', creatures.bubbles],
  ['毛绒玩具 公仔 玩偶', creatures.bear],
  ['口水巾 围兜', creatures.baby],
  ['雨衣', clothes.coat],
  ['餐盘', kitchen.bowls],
  ['水画布 水彩 颜料', desk.paints],
  ['背带 腰凳', outdoor.backpack],
  ['便利贴 便签', desk.notes],
  ['手账 台历 日历 笔记本', desk.notebook],
  ['笔袋 中性笔 水笔', desk.pens],
  ['证件包', desk.notebook],
  ['剪刀', desk.scissors],
  ['美工刀', beauty.razor],
  ['白板', kitchen.board],
  ['文件收纳 置物架 挂架 隔板 书架', home.shelf],
  ['行李箱 拉杆箱', outdoor.suitcase],
  ['双肩包 书包 电脑包 运动背包', outdoor.backpack],
  ['牵引绳', creatures.dog],
  ['跳绳', outdoor.rope],
  ['登山杖', outdoor.poles],
  ['乒乓', outdoor.paddle],
  ['羽毛球', outdoor.shuttle],
  ['轮滑', clothes.skate],
  ['帐篷', outdoor.tent],
  ['折叠椅 月亮椅', outdoor.chair],
  ['瑜伽垫 地垫 脚垫', home.mat],
  ['眼罩', outdoor.mask],
  ['眼镜 墨镜', clothes.glasses],
  ['保温杯 水杯', kitchen.cup],
  ['锅铲 汤勺', kitchen.ladle],
  ['炒锅 不粘锅 煎锅 厨具', kitchen.pan],
  ['密封罐 储物罐', kitchen.jar],
  ['切菜板 砧板', kitchen.board],
  ['料理器 绞肉机 蒜泥', kitchen.mixer],
  ['油壶 喷瓶 分装瓶', kitchen.bottle],
  ['厨房秤', kitchen.scale],
  ['碗 打蛋盆 保鲜', kitchen.bowls],
  ['茶包 花茶 乌龙茶', kitchen.teacup],
  ['麦芽糖 糖葫芦 灶糖', kitchen.candy],
  ['辣条', kitchen.noodle],
  ['月饼', kitchen.bowls],
  ['坚果 牛肉 野生菌 红薯 草莓 凤爪 零食', kitchen.pouch],
  ['四件套 床单 夏凉被 布草 隔尿垫 沙发垫', home.bed],
  ['枕', home.pillow],
  ['窗帘', home.curtain],
  ['毛毯 浴巾 毛巾 过滤棉', home.towel],
  ['压缩袋', kitchen.pouch],
  ['桌布', home.table],
  ['抽屉', home.drawers],
  ['挂钩', home.hook],
  ['礼品袋 纸袋 洗漱包 托特 斜挎 手提 包包 女包 腰包 背包 胸包 零钱包 手拿包', home.bag],
  ['脏衣篮 洗衣篓', home.sack],
  ['收纳箱 收纳盒 鞋盒 礼盒 首饰盒', home.box],
  ['台灯 灯', home.lamp],
  ['手链 手镯 手串', clothes.bracelet],
  ['项链 吊坠 锁骨链', clothes.necklace],
  ['耳环 耳钉 耳饰 耳坠 耳夹', clothes.earrings],
  ['戒', clothes.ring],
  ['手表 腕表 表', clothes.watch],
  ['连衣裙 裙', clothes.dress],
  ['内裤', clothes.briefs],
  ['外套 大衣 夹克 卫衣 开衫 毛衣 套装 防晒衣 马甲 羽绒 棉服 风衣 睡衣', clothes.coat],
  ['裤', clothes.trousers],
  ['T恤 短袖 衬衫 上衣 背心 打底衫 衫', clothes.shirt],
  ['鞋', clothes.shoe],
  ['花瓶 花器 瓶', home.vase],
  ['花 植物 绿植 果', home.flower],
  ['摆件 装饰 公仔 雕塑 摆设', home.figure],
  ['包', home.bag],
]

/** Categories of which the titles say so much that a word elsewhere would mislead: what they may show. */
const usual: Readonly<Record<string, readonly Motif[]>> = {
  运动服饰: [clothes.shirt, clothes.trousers, clothes.coat, clothes.dress],
  服饰眼镜: [clothes.trousers, clothes.coat, clothes.glasses],
  饰品: [clothes.ring, clothes.necklace, clothes.earrings, clothes.bracelet],
  家居摆件: [home.figure, home.vase, home.flower, home.lamp],
  钟表: [clothes.watch],
  箱包: [home.bag, outdoor.backpack, outdoor.suitcase],
  鞋靴: [clothes.shoe],
}

/** The silhouette that a thing of this title and category is drawn with. */
export function motifFor(subject: string, category: string): Motif {
  const list = usual[category]
  const known = looks.find(
    ([words, motif]) =>
      (list?.includes(motif) ?? true) && words.split(' ').some((word) => subject.includes(word)),
  )
  return known?.[1] ?? list?.[hash(subject) % list.length] ?? home.box
}
