import css from './brand.module.css'

/** The mark: a K over the double rule of a ledger. */
export function Brand() {
  return (
    <span className={css['brand']}>
      <svg className={css['mark']} viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="3" fill="var(--k-accent)" />
        <g fill="none" stroke="var(--k-on-accent)">
          <path strokeWidth="2.3" d="M8 4.2v10.6M16.2 4.2 9.2 9.8l7.2 5" />
          <path strokeWidth="1.3" d="M5.5 18h13M5.5 20.6h13" />
        </g>
      </svg>
      <b>Kontor</b>
    </span>
  )
}
