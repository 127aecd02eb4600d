export { useEffect, useLayoutEffect, useMemo, useRef, useState } from './hooks.ts'
export { render } from './render.ts'
export { type Child, type Component, Fragment, h, type VNode } from './vnode.ts'
