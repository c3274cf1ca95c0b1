// What the pages of sessions do in the browser beside htmx: the reader's own time zone, recording. Everything else works without it.

for (const select of document.querySelectorAll('[data-own-zone] select')) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  // Browsers know some zones by another name than the server.
  if (![...select.options].some(option => option.value === timeZone)) select.add(new Option(timeZone, timeZone))
  select.value = timeZone
}

// Recording: each piece is a file of its own, so that it can be transcribed alone; a recorder is started anew for each.
const PIECE_MS = 5000
const card = document.querySelector('[data-record]')
const canRecord = card !== null && 'MediaRecorder' in window && navigator.mediaDevices !== undefined
if (canRecord) {
  card.hidden = false
  const start = card.querySelector('[data-record-start]')
  const stop = card.querySelector('[data-record-stop]')
  const says = card.querySelector('[data-record-says]')
  const type = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'].find(each => MediaRecorder.isTypeSupported(each))
  let next = 1
  let stream
  let sending = Promise.resolve()
  let waiting = 0

  start.addEventListener('click', async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      says.textContent = 'This browser may not use the microphone. Allow it for this site and try again.'
      return
    }
    // Behind what has arrived, from wherever.
    next = Math.max(next, Number(document.querySelector('[data-next]')?.dataset.next ?? 1))
    start.disabled = true
    stop.disabled = false
    stop.focus()
    says.textContent = 'Recording.'
    recordPiece()
  })
  stop.addEventListener('click', end)
  addEventListener('beforeunload', event => {
    if (stream !== undefined || waiting > 0) event.preventDefault()
  })

  function end() {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = undefined
    start.disabled = false
    stop.disabled = true
    says.textContent = waiting > 0 ? `Stopped; still sending ${waiting}.` : 'Stopped.'
  }

  function recordPiece() {
    const recorder = new MediaRecorder(stream, { mimeType: type })
    const startedAt = new Date()
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return
      const sequenceId = next++
      const durationMs = Date.now() - startedAt.getTime()
      waiting += 1
      sending = sending.then(() => send({ data, sequenceId, startedAt, durationMs }))
    })
    recorder.addEventListener('stop', () => {
      if (stream !== undefined) recordPiece()
    })
    recorder.start()
    setTimeout(() => {
      if (recorder.state !== 'inactive') recorder.stop()
    }, PIECE_MS)
  }

  /** In order, each until it is taken; what is refused for good ends the recording and says why. */
  async function send(piece) {
    const bytes = await piece.data.arrayBuffer()
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const headers = {
      'content-type': piece.data.type.split(';')[0],
      'x-sequence-id': String(piece.sequenceId),
      'x-chunk-sha256': [...digest].map(byte => byte.toString(16).padStart(2, '0')).join(''),
      'x-started-at': piece.startedAt.toISOString(),
      'x-duration-ms': String(piece.durationMs),
      'hx-request': 'true',
    }
    let asked = false
    for (let tried = 0; ; tried++) {
      // Another sign-in has another token, and this page may have learnt of it since.
      const own = { ...headers, 'x-csrf-token': document.body.dataset.csrf }
      const answer = await fetch(card.dataset.record, { method: 'POST', headers: own, body: bytes }).catch(
        () => undefined,
      )
      if (answer?.ok) break
      const signedOut = answer?.status === 401
      // Not of the API: the page's token is that of a former sign-in.
      const stale = answer?.status === 403 && /stale-page/.test(answer.headers.get('hx-trigger'))
      if (answer !== undefined && answer.status < 500 && answer.status !== 429 && !signedOut && !stale) {
        const problem = await answer.json().catch(() => ({}))
        end()
        says.textContent = `Not taken: ${problem.detail ?? answer.status}`
        waiting -= 1
        return
      }
      says.textContent = signedOut
        ? `Your sign-in has ended. ${waiting} ${waiting === 1 ? 'piece is' : 'pieces are'} kept here and sent once you have signed in again. Keep this page open.`
        : `Piece ${piece.sequenceId} is not taken yet; it is sent again. Keep this page open.`
      const signedIn = new Promise(resolve => document.addEventListener('signed-in', resolve, { once: true }))
      if (stale) document.dispatchEvent(new CustomEvent('stale-page'))
      if (signedOut && !asked) document.dispatchEvent(new CustomEvent('signed-out'))
      asked ||= signedOut
      await Promise.race([signedIn, new Promise(resolve => setTimeout(resolve, Math.min(1000 * 2 ** tried, 15_000)))])
    }
    waiting -= 1
    says.textContent = stream === undefined ? 'Stopped.' : `Recording. Piece ${piece.sequenceId} is in the session.`
  }
}
