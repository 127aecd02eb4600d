import { execFile } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

const newKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

const publicOf = (pem: string) =>
  String(createPublicKey(pem).export({ type: 'spki', format: 'pem' }))

/** Runs openssl in a folder of its own with these files, and answers what it printed. */
export async function openssl(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'xiaopu-openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content)
    return (await execute('openssl', [...args], { cwd })).stdout
  } catch (error) {
    return (error as { readonly stdout?: string }).stdout ?? String(error)
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

/** A platform certificate as openssl makes one. */
function certificate(privateKey: string, serial: string, days: number): Promise<string> {
  const subject = ['-subj', '/C=CN/O=Tenpay.com/CN=Tenpay.com sign']
  const args = ['req', '-x509', '-new', '-key', 'key.pem', '-sha256', '-set_serial', `0x${serial}`]
  return openssl([...args, ...subject, '-days', String(days)], { 'key.pem': privateKey })
}

/** WeChat's keys: a public key, a certificate, one that nobody was given, and those of a merchant. */
export async function platformKeys() {
  const [byKey, byCertificate, strange, merchant] = [newKey(), newKey(), newKey(), newKey()]
  const serial = '4A10000000000000000000000000000000000001'
  return {
    byKey: { serial: 'PUB_KEY_ID_0119000001092026', privateKey: byKey },
    byCertificate: { serial, privateKey: byCertificate },
    strange: { serial: '4A10000000000000000000000000000000000BAD', privateKey: strange },
    verifiers: [
      { id: 'PUB_KEY_ID_0119000001092026', pem: publicOf(byKey) },
      { id: serial, pem: await certificate(byCertificate, serial, 3650) },
    ],
    merchant: { privateKey: merchant, publicKey: publicOf(merchant) },
  }
}
