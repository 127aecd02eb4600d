import { playShortWorlds } from './short-worlds.ts'

playShortWorlds(2950)
