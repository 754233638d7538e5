import type { ImportProblem } from '../../../../api/imports.ts'

export type ProblemCode = ImportProblem['code']

/** What a cell turned out to be: the value as Kontor stores it, or what is wrong with it. */
export type Outcome = { readonly value: string } | { readonly problem: ProblemCode }
