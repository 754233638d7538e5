import { createContext } from 'react'

/** The level of a heading that stands here: below that of its page, its section or its dialog (WCAG 1.3.1). */
export const HeadingLevel = createContext<2 | 3>(2)
