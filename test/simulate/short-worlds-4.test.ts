import { playShortWorlds } from './short-worlds.ts'

playShortWorlds(3425)
