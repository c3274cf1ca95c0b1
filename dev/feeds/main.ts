// Writes the demo's feeds: `node dev/feeds/main.ts [folder]`.
import { writeFeeds } from './write-feeds.ts'

const paths = await writeFeeds(process.argv[2] ?? '.data/feeds', new Date())
console.log(paths.join('\n'))
