/** What `xiaopu backup` says. */
export const backup = {
  copying: (done: number) => `已复制 ${done} MB`,
  copied: (to: string, size: number) => `数据已复制到 ${to}（${size} MB），不含主密钥`,
  exists: (to: string) => `${to} 已经存在，换一个还没有的文件夹`,
  inside: (to: string) => `${to} 在要复制的数据里面，换一个 XIAOPU_DATA 以外的文件夹`,
  ofDemo: '这里是演示数据：先停掉 xiaopu dev，再直接复制整个文件夹',
  elsewhere: '设置了 DATABASE_URL：请用那个 PostgreSQL 自己的工具备份',
}
