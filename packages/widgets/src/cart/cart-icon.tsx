export function CartIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      aria-hidden="true"
    >
      <path
        d="M3 4h2.2l2.3 11.2h10.3L20 7.5H6M9 19.5h.01M16.5 19.5h.01"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
