// An address that a webhook may lead to.
import { ReceiverRefused, type ReceiverRules, receiverAddress } from '#queues/webhook/receiver-address.ts'
import { isInnerAddress } from '../actions/inner-address.ts'
import { invalid } from '../body/input-errors.ts'

const PATIENCE_MS = 2000

/**
 * A name that has no address yet may get one: whoever sends asks again, each time.
 * @throws MandateError VALIDATION_FAILED, pointing at `/url`
 */
export async function demandReceiver(address: string, rules: ReceiverRules): Promise<void> {
  const url = new URL(address)
  try {
    await Promise.race([receiverAddress(url, rules), late()])
    const isAllowed = rules.allowedHosts.some(host => host === url.host || host === url.hostname)
    if (!isAllowed && isInnerAddress(url)) throw new ReceiverRefused('INNER_ADDRESS', INNER)
  } catch (error) {
    if (!(error instanceof ReceiverRefused)) throw error
    if (error.reason === 'UNRESOLVED' && !isInnerAddress(url)) return
    throw invalid([{ pointer: '/url', detail: error.reason === 'UNRESOLVED' ? INNER : error.message }])
  }
}

const INNER = 'leads to an address that is not public'

function late(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, PATIENCE_MS).unref())
}
