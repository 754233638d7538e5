import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import css from './field.module.css'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'

/** What every field of a form has. */
export interface Named {
  /** its path in a problem's `fields`; the error summary jumps to it */
  name: string
  /** columns of twelve */
  span?: number
}

/** The error below a field: icon, sentence, an example. */
export function errorText(error: ReactNode): ReactNode {
  if (!error) return error
  return (
    <span className={css['error']}>
      <Icon of={IconAlertCircle} />
      <span>{error}</span>
    </span>
  )
}

/** Where a field stands among the twelve columns. */
export function inColumns(span: number | undefined) {
  return { className: css['field'], style: { '--span': span ?? 12 } }
}

/** One line of text: label above, `*` red, error below. */
export function TextField({ error, span, ...rest }: TextInputProps & Named) {
  return <TextInput {...inColumns(span)} {...rest} data-path={rest.name} error={errorText(error)} />
}

/** A password that can be looked at. */
export function PasswordField({ error, span, ...rest }: PasswordInputProps & Named) {
  const { t } = useTranslation('common')
  return (
    <PasswordInput
      {...inColumns(span)}
      {...rest}
      data-path={rest.name}
      error={errorText(error)}
      visibilityToggleButtonProps={{ 'aria-label': t('field.showPassword'), tabIndex: 0 }}
    />
  )
}

interface CheckFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
  description?: ReactNode
}

/** A tick with its sentence. */
export function CheckField({ label, description, className, ...rest }: CheckFieldProps) {
  const id = useId()
  return (
    <div className={classes(css['choice'], className)}>
      <Checkbox id={id} {...rest} aria-describedby={description ? `${id}-d` : undefined} />
      <label htmlFor={id}>{label}</label>
      {description && <p id={`${id}-d`}>{description}</p>}
    </div>
  )
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** some of those below are ticked */
  partly?: boolean
}

/** The bare box, for tables and menus; give it an `aria-label`. */
export function Checkbox({ partly, className, ...rest }: CheckboxProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      className={classes(css['box'], className)}
      ref={(box) => {
        if (box) box.indeterminate = partly ?? false
      }}
    />
  )
}

interface RadioCardsProps<V extends string> {
  legend: string
  name: string
  value: V | null
  options: readonly { value: V; label: string; description?: string }[]
  onChange: (value: V) => void
}

/** One of a few, each with a sentence. */
export function RadioCards<V extends string>({ legend, name, value, options, onChange }: RadioCardsProps<V>) {
  const id = useId()
  return (
    <FieldGroup legend={legend} data-path={name}>
      {options.map((option) => (
        <label key={option.value} className={css['card']}>
          <input
            type="radio"
            name={`${id}-${name}`}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <b>{option.label}</b>
            {option.description && <span className={css['sentence']}>{option.description}</span>}
          </span>
        </label>
      ))}
    </FieldGroup>
  )
}

/** Fields that answer one question, which stands above them. */
export function FieldGroup({ legend, children, ...rest }: ComponentProps<'fieldset'> & { legend: ReactNode }) {
  return (
    <fieldset {...rest} className={css['group']}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}

/** Explains the red mark; stands first in the foot of a form. */
export function RequiredMark() {
  const { t } = useTranslation('common')
  return (
    <span className={css['mark']}>
      <i>*</i> {t('field.requiredMark')}
    </span>
  )
}

/** The twelve columns of a form. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={css['fields']}>{children}</div>
}
