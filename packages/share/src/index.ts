export { isShareCode, newShareCode, ShareCode, shareCodeAlphabet } from './code.ts'
export { type EmbedTag, embedTag } from './embed-tag.ts'
export { type ChannelRule, channelRules, readLink, shortLink } from './link.ts'
