import 'react'

// custom properties are handed to the stylesheet of a component
declare module 'react' {
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined
  }
}
