import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import css from './theme.module.css'

function ramp(name: string): MantineColorsTuple {
  const step = (at: number) => `var(--${name}-${at})`
  return [step(0), step(1), step(2), step(3), step(4), step(5), step(6), step(7), step(8), step(9)]
}

const field = {
  size: 'sm',
  inputWrapperOrder: ['label', 'input', 'error', 'description'],
  classNames: {
    label: css['label'],
    required: css['required'],
    input: css['input'],
    error: css['error'],
    description: css['description'],
    section: css['section'],
  },
}

const options = { dropdown: css['dropdown'], option: css['option'], empty: css['nothing'] }

/** The design in Mantine's words. The colours are the variables of `tokens.css`, so that both themes and a brand colour come from one place. */
export const theme = createTheme({
  colors: {
    // the dark neutrals are written out, because Mantine computes with them
    dark: [
      '#e9f0f1',
      '#ccd7d8',
      '#a3b1b2',
      '#809091',
      '#5f7071',
      '#374748',
      '#233132',
      '#182627',
      '#101c1d',
      '#0a1415',
    ],
    fog: ramp('fog'),
    petrol: [
      '#edf8fa',
      '#daf0f4',
      '#b6e0e7',
      '#8bcad4',
      '#5eb0bc',
      '#34929f',
      '#1b7682',
      '#0c5d67',
      '#04464d',
      '#012c32',
    ],
    mennige: ramp('mennige'),
    brass: ramp('brass'),
    verdigris: ramp('verdigris'),
  },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  fontFamily: 'var(--k-font)',
  fontFamilyMonospace: 'var(--k-font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '21px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '22px', xl: '28px' },
  fontWeights: { regular: '420', medium: '560', bold: '640' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px' },
  defaultRadius: 'sm',
  shadows: { menu: 'var(--k-shadow-menu)', dialog: 'var(--k-shadow-dialog)' },
  focusRing: 'never',
  components: {
    TextInput: { defaultProps: field },
    PasswordInput: { defaultProps: { ...field, classNames: { ...field.classNames, innerInput: css['inner'] } } },
    Select: {
      defaultProps: {
        ...field,
        classNames: { ...field.classNames, ...options },
        comboboxProps: { shadow: 'menu', offset: 2 },
      },
    },
    Modal: { defaultProps: { padding: 24, radius: 'md', yOffset: 52, transitionProps: { duration: 90 } } },
    Menu: { defaultProps: { shadow: 'menu', offset: 2, radius: 'md', transitionProps: { duration: 90 } } },
    Popover: { defaultProps: { shadow: 'menu', offset: 2, radius: 'md', transitionProps: { duration: 90 } } },
  },
})

const pointed = {
  '--mantine-color-body': 'var(--k-bg)',
  '--mantine-color-text': 'var(--k-text)',
  '--mantine-color-dimmed': 'var(--k-text-3)',
  '--mantine-color-anchor': 'var(--k-link)',
  '--mantine-color-error': 'var(--k-danger-text)',
  '--mantine-color-placeholder': 'var(--k-text-3)',
  '--mantine-color-default': 'var(--k-bg)',
  '--mantine-color-default-border': 'var(--k-line-control)',
  '--mantine-color-default-hover': 'var(--k-bg-hover)',
  '--mantine-color-petrol-filled': 'var(--k-accent)',
  '--mantine-color-petrol-filled-hover': 'var(--k-accent-hover)',
}

/** Points Mantine's own variables at the tokens. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: pointed, dark: pointed })
