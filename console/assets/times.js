// Moments, as whoever reads them counts.

// Times are written in UTC by the server and shown in the reader's own zone; the whole stands in the title.
const DAY = { day: 'numeric', month: 'short' }
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' }
export function showTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-shown])')) {
    const at = new Date(time.dateTime)
    const today = at.toDateString() === new Date().toDateString()
    // Who decides by it must not take it for another zone's.
    const zone = time.dataset.zoned === undefined ? {} : { timeZoneName: 'short' }
    time.textContent = at.toLocaleString(undefined, today ? { ...CLOCK, ...zone } : { ...DAY, ...CLOCK, ...zone })
    time.title = `${at.toLocaleString()} (${time.dateTime})`
    time.dataset.shown = ''
  }
}

// How long it is until a moment, told anew while the page stands.
export function showCountdowns(root) {
  for (const until of root.querySelectorAll('[data-until]')) {
    const s = Math.round((new Date(until.dataset.until) - Date.now()) / 1000)
    const [d, h, min] = [Math.floor(s / 86400), Math.floor((s % 86400) / 3600), Math.floor((s % 3600) / 60)]
    const left = d > 0 ? `${d} d ${h} h` : h > 0 ? `${h} h ${min} min` : min > 0 ? `${min} min` : `${s} s`
    until.textContent = s < 0 ? 'over' : `${left} left`
  }
}
setInterval(() => showCountdowns(document), 20_000)
