import type { backup as source } from '../zh-cn/backup.ts'

export const backup: typeof source = {
  copying: (done) => `Copied ${done} MB`,
  copied: (to, size) => `The data is copied to ${to} (${size} MB), without the master key`,
  exists: (to) => `${to} is there already: name a folder that is not`,
  inside: (to) => `${to} is in what is copied: name a folder outside XIAOPU_DATA`,
  ofDemo: 'This is the data of a demo: stop xiaopu dev, then copy the whole folder',
  elsewhere: 'DATABASE_URL is set: back that PostgreSQL up with its own tools',
}
