import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** The element that a view is drawn in; absent on a server. */
export const HostContext = createContext<HTMLElement | undefined>(undefined)

export function useHost(): HTMLElement | undefined {
  return useContext(HostContext)
}
