/** A logo of the demo, drawn for it. */
export interface DemoLogo {
  svg: string
  width: number
  height: number
}

/** A gable above the waterline, and the name in one stroke. */
export const ahlersLogo: DemoLogo = {
  width: 352,
  height: 88,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="352" height="88" fill="none" stroke-linecap="square">
    <rect x="2" y="4" width="80" height="80" rx="10" fill="#b3261e"/>
    <path d="M18 58 42 22 66 58" stroke="#fff" stroke-width="8"/>
    <path d="M16 70q6.5-7 13 0t13 0 13 0 13 0" stroke="#fff" stroke-width="5"/>
    <g stroke="#22282c" stroke-width="7">
      <path d="M106 62 121 26 136 62M112 50H130"/>
      <path d="M152 26V62M178 26V62M152 44H178"/>
      <path d="M196 26V62H216"/>
      <path d="M252 26H232V62H252M232 44H248"/>
      <path d="M268 62V26H281a10 10 0 0 1 0 20H268M281 46 293 62"/>
      <path d="M333 30q-6-5-13-4-10 1-10 9 0 7 11 9t12 9q0 9-11 9-8 0-13-5"/>
    </g>
  </svg>`,
}

/** Two waves of a fjord in a round seal. */
export const foerdekontorLogo: DemoLogo = {
  width: 96,
  height: 96,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" fill="none">
    <circle cx="48" cy="48" r="46" fill="#1d4e89"/>
    <path d="M30 58V24H62M30 42H54" stroke="#fff" stroke-width="8"/>
    <path d="M16 70q8-8 16 0t16 0 16 0 16 0" stroke="#8fc1e3" stroke-width="5"/>
  </svg>`,
}
