import { hash, verify } from '@node-rs/argon2'

// argon2id, as OWASP recommends: 19 MiB, two passes
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// of a password that nobody knows, at the same cost: comparing with it takes as long as with a real one
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$k203PQ1GI+u61R5DCHWVAA$h8TCQP+kWjffl+NZef6awFbWv1Ts2v0pAekJGPtAeoY'

/** Hashes a password; composed and decomposed letters are the same (PPL-4). */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Whether the password is the one of the hash. Takes the same time where there is no hash, and is false (PPL-4). */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const same = await verify(stored ?? decoy, password.normalize('NFKC'))
  return same && stored !== null
}
