export { type KuaishouOptions, kuaishou } from './provider.ts'
