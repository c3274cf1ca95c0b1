// The small world that the demo's feeds tell of: coffee, roasters and people who carry both up a hill. All of it invented.

export interface SampleItem {
  hoursAgo: number
  title: string
  text: string
}

/** Planted burst: "dawn brew" is in hardly anything older than a day, and in many items of the last one. "coffee" is always there. */
export const SAMPLE_ITEMS = {
  portafilterPost: [
    item(
      2,
      'Dawn brew walks sell out in four valleys',
      'Guides say the dawn brew walks, an hour uphill with coffee made at the first light, were booked out by noon. "We love how calm people are," says one.',
    ),
    item(
      7,
      'Why every roaster suddenly has a dawn brew blend',
      'Light, sweet and ground for small cookers: six roasters showed a dawn brew blend this morning, and the first reviews are happy ones.',
    ),
    item(
      13,
      'Small roasters gain ground in mountain huts',
      'Hut keepers swap industrial beans for coffee from the next valley. Guests are delighted, and margins stay healthy.',
    ),
    item(
      30,
      'A grinder that forgives cold fingers',
      'The Tarn hand grinder has a longer handle and a catch that works in gloves. We like it; the price is fair.',
    ),
    item(
      47,
      'Coffee prices ease after a good harvest',
      'Futures fell for the third week. Roasters hope for a calmer winter and promise to pass some of it on.',
    ),
    item(
      70,
      'The roaster who refuses to ship by air',
      'Ines Calloway sends her coffee by rail and boat only. It is slow, and her customers trust her for it.',
    ),
    item(
      95,
      'What a lid is worth',
      'A tight lid keeps coffee hot for an hour longer. We tested nine travel cups, and two of them leaked badly.',
    ),
    item(
      121,
      'Filter paper shortage hits small cafés',
      'A fire in a mill has left cafés short of cones. Some borrow, some rinse and use them twice, nobody is happy.',
    ),
    item(
      146,
      'Roasters open their books',
      'Eleven roasters publish what they pay for green coffee. Farmers welcome it, a trade group complains.',
    ),
    item(
      172,
      'Tasting notes without the poetry',
      'Sour, sweet, bitter, body: a roaster prints four bars on the bag and drops the adjectives. Helpful, we find.',
    ),
    item(220, 'A quiet week for coffee', 'No new machines, no scandal, and a very good natural from the Ferrow hills.'),
    item(268, 'Decaf grows up', 'Better processing makes decaf coffee that we would gladly drink twice.'),
    item(315, 'The case for the small roaster', 'Less stock, fresher coffee, and a name you can call. A defence.'),
  ],
  ridgeAndKettle: [
    item(
      1,
      'Dawn brew: nine kits that weigh less than a jumper',
      'For a dawn brew you need a cooker, a cone, a cup and ten minutes. Our best kit weighs 410 grams; the worst one tipped over.',
    ),
    item(
      5,
      "Readers' pictures: your dawn brew on the ridge",
      'Two hundred of you sent a dawn brew picture overnight. Here are the twelve we love most.',
    ),
    item(
      16,
      'Titanium or steel? An honest answer',
      'Titanium is lighter, steel is cheaper and keeps coffee warm. Buy what you will carry.',
    ),
    item(
      26,
      'Autumn storms close two high routes',
      'The Gannet traverse and the north steps are closed after rockfall. Wardens warn of danger until the weekend.',
    ),
    item(
      52,
      'Stove recall after burns',
      'The maker of the Emberlite stove recalls one batch: the valve may leak. Three people were hurt. Stop using it.',
    ),
    item(
      75,
      'A hut with a real coffee bar',
      'At 2,100 metres the Skarn hut pulls espresso from a hand lever. It is excellent.',
    ),
    item(
      99,
      'Packing for two nights, without regrets',
      'One warm layer, one dry one, coffee for three mornings. The list we really use.',
    ),
    item(
      125,
      'Repair, not replace: the zip clinic',
      'Volunteers mend tents and jackets on Saturdays. The queue is long and cheerful.',
    ),
    item(
      150,
      'Water filters compared',
      'Five filters, one muddy stream. Two clogged within a litre, the cheapest surprised us.',
    ),
    item(196, 'Cold hands, hot cup', 'How to make coffee in wind without cursing.'),
    item(243, 'Trail etiquette for beginners', 'Say hello, let the faster pass, carry your grounds out with you.'),
    item(290, 'The best dry bags, tested in a river', 'Seven floated, one sank with our lunch.'),
  ],
  packlistJournal: [
    item(
      3,
      'How the dawn brew went from one valley to everywhere',
      'A warden posted a dawn brew at the Larch saddle on Tuesday. A day later, outdoor shops sell out of cones.',
    ),
    item(
      10,
      'Shops run short of folding cones after dawn brew rush',
      'Three chains say folding drippers are gone until Monday. Some buyers are annoyed, most just wait.',
    ),
    item(
      21,
      'Survey: hikers want lighter, not cheaper',
      'Of 1,900 hikers asked, two thirds would pay more for gear that weighs less and lasts longer.',
    ),
    item(
      41,
      'Outdoor fair opens with repair as its theme',
      'Makers show stoves with spare parts for twenty years. A welcome change.',
    ),
    item(
      66,
      'Coffee in the pack: the numbers',
      'Four in ten overnight hikers carry ground coffee, up from three. Instant loses, tea holds.',
    ),
    item(
      89,
      'Rental gear gets good',
      'Tents and stoves by the weekend: a rental start-up says breakage is far below its fears.',
    ),
    item(
      113,
      'Gas canisters: return scheme starts in ten towns',
      'Empty canisters can be handed back for a deposit. The scheme is overdue.',
    ),
    item(140, 'A year with one jacket', 'One jacket, four seasons, two patches. It did well.'),
    item(
      165,
      'Why outdoor brands sponsor roasters',
      'A bag of coffee with a mountain on it sells both. Cynical? A little. It works.',
    ),
    item(
      213,
      'Night trains bring hikers back',
      'The sleeper to the Ferrow hills carried a record number of rucksacks.',
    ),
    item(
      259,
      'Lighter stoves, same gas',
      'New burners boil half a litre with a fifth less gas, says a lab that has nothing to sell.',
    ),
    item(308, 'Sizing is still a mess', 'Medium means four things in four brands. Returns hurt everybody.'),
  ],
  originNotes: [
    item(
      11,
      'Farm gate coffee prices steady before the main crop',
      'Buyers in the Ferrow hills pay what they paid in spring. Growers call it fair.',
    ),
    item(
      23,
      'New drying beds save a wet harvest',
      'Raised beds under a roof cut losses by half in a rainy week. The cooperative is proud.',
    ),
    item(
      57,
      'Leaf rust found in two districts',
      'Inspectors found rust on young trees. Early, they say, and they fear worse if the rain goes on.',
    ),
    item(
      82,
      'A cooperative buys its own roaster',
      'Members will roast a tenth of their coffee at home and sell it in town.',
    ),
    item(
      106,
      'Green coffee, stored badly',
      'How a good lot turns flat in six weeks, and what a dry cellar does for it.',
    ),
    item(
      133,
      'Shade pays',
      'Under old trees coffee ripens later and sweeter. A study of forty farms puts a number on it.',
    ),
    item(158, 'Port strike ends', 'Containers move again after nine days. Roasters had begun to ration.'),
    item(
      204,
      'Women growers form an export group',
      'Sixty growers ship their first container under their own name. A success after three hard years.',
    ),
    item(
      251,
      'The price of a certificate',
      'Small farms pay more for the paper than they earn from it, an audit says.',
    ),
    item(
      299,
      'First naturals of the season on the table',
      'Ripe fruit, clean finish: a promising start for coffee from the upper terraces.',
    ),
  ],
  huettenkurier: [
    item(
      4,
      'Dawn Brew kommt in den Hütten an',
      'Der Dawn Brew, Kaffee zum ersten Licht, ist auf drei Hütten schon ausverkauft. Die Wirte sind begeistert.',
    ),
    item(
      9,
      'Was die Bergrettung zum Dawn Brew rät',
      'Wer für den Dawn Brew im Dunkeln losgeht, braucht Stirnlampe und warme Jacke. Verletzt wurde bisher niemand.',
    ),
    item(
      19,
      'Neue Rösterei im alten Zollhaus',
      'Zwei Schwestern rösten Kaffee an der Passstraße. Der erste Samstag war ein Erfolg.',
    ),
    item(36, 'Wetter: Föhn bis Freitag', 'Warm und windig, danach Schnee bis 1.800 Meter. Vorsicht auf den Graten.'),
    item(
      61,
      'Leichte Kocher im Vergleich',
      'Sieben Kocher, ein windiger Grat. Zwei sind hervorragend, einer ist gefährlich.',
    ),
    item(
      86,
      'Hüttenkaffee wird besser',
      'Immer mehr Wirte mahlen frisch. Der Kaffee ist gut, die Preise bleiben freundlich.',
    ),
    item(
      110,
      'Wege gesperrt nach Steinschlag',
      'Der Höhenweg bleibt eine Woche zu. Schlechte Nachrichten für die Hütte am Joch.',
    ),
    item(155, 'Mehrweg am Berg', 'Becher mit Pfand sparen der Hütte zwei Säcke Müll am Tag. Schön und einfach.'),
    item(
      201,
      'Nachtzug hält wieder im Tal',
      'Wanderer können wieder ohne Auto anreisen. Der Fahrplan ist gut gemacht.',
    ),
    item(248, 'Ein Tag mit der Hüttenwirtin', 'Um vier Uhr Kaffee, um zehn Uhr Suppe, um Mitternacht Ruhe.'),
    item(296, 'Reparieren statt kaufen', 'Die Nähstube im Tal flickt Zelte und Jacken. Die Warteliste ist lang.'),
  ],
} as const satisfies Record<string, readonly SampleItem[]>

function item(hoursAgo: number, title: string, text: string): SampleItem {
  return { hoursAgo, title, text }
}
