import { type Logo, readLogo } from '../../api/organizations.ts'
import { href } from '../lib/client.ts'
import { classes } from './classes.ts'
import css from './logo-picture.module.css'

// as much as the head of the navigation has room for
const room = { width: 176, height: 30 }

interface LogoPictureProps {
  logo: Logo
  handle: string
  alt: string
  /** the ground it stands on; absent: that of the theme */
  ground?: 'light' | 'dark'
  onMissing?: () => void
}

/** A logo as large as it is shown, with its room left before it is there. Dark grounds lay a light plate below it. */
export function LogoPicture({ logo, handle, alt, ground, onMissing }: LogoPictureProps) {
  const scale = Math.min(1, room.width / logo.width, room.height / logo.height)
  const size = { width: Math.round(logo.width * scale), height: Math.round(logo.height * scale) }
  return (
    <span className={classes(css['plate'], ground && css[ground])}>
      <img
        {...size}
        src={href(readLogo, { organization: handle, params: { logoId: logo.id } })}
        alt={alt}
        draggable={false}
        onError={onMissing}
      />
    </span>
  )
}
