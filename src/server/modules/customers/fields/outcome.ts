import type { ImportProblem } from '../../../../api/imports.ts'
import type { FieldCode } from '../../../platform/errors.ts'

export type ProblemCode = ImportProblem['code']

/** What can be wrong with a value by itself, in a cell and in a form alike. */
type ValueProblem = Extract<ProblemCode, FieldCode>

/** What a cell turned out to be: the value as Kontor stores it, or what is wrong with it. */
export type Outcome = { readonly value: string } | { readonly problem: ValueProblem }
