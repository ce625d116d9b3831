import { DYES, dye, mix, shade } from './colours.ts';
import { dayPack, duffel, hydrationVest, rollTopPack, trekkingPack } from './outdoor/backpack.ts';
import { campChair, compass, dryBags, firstAidKit, sleepingPad } from './outdoor/camp-comfort.ts';
import { carabiners, chalkBag, hammock, harness, rope, trekkingPoles } from './outdoor/climbing.ts';
import {
  bottle,
  canisterStove,
  cookset,
  cooler,
  mug,
  stoveSystem,
  twoBurnerStove,
  waterFilter,
} from './outdoor/cooking.ts';
import { pairOfShoes, sandals, slippers } from './outdoor/footwear.ts';
import { jacket } from './outdoor/jacket.ts';
import { flashlight, headlamp, lantern, solarLantern, stringLights } from './outdoor/lighting.ts';
import { doubleBag, mummyBag, quilt, rectangularBag } from './outdoor/sleeping-bag.ts';
import {
  cabinTent,
  domeTent,
  geodesicTent,
  poleShelter,
  soloTent,
  tunnelTent,
} from './outdoor/tent.ts';
import type { PictureTable } from './picture-table.ts';

const { Moss, Ember, Pine, Clay, Sand, Dusk, Sky, Glacier, Marigold, Charcoal, Plum } = DYES;
const DARK = '#3a3e46';
const CREAM = '#efe7d6';

const tents: PictureTable = {
  'alder-4': (c) => domeTent({ fly: dye(c), trim: Sand, width: 470, height: 290 }),
  'pebble-4': (c) => domeTent({ fly: dye(c), trim: Dusk, width: 440, height: 205, open: false }),
  'fjordhus-4': (c) => tunnelTent({ fly: dye(c), trim: Marigold, width: 500, height: 260 }),
  'summit-den-4': () => geodesicTent({ fly: Marigold, trim: DARK, width: 470, height: 255 }),
  'breeze-4': (c) =>
    cabinTent({ fly: dye(c), trim: Dusk, width: 420, height: 250, windows: 2, awning: true }),
  'wander-4-ul': (c) =>
    domeTent({ fly: mix(dye(c), '#ffffff', 0.25), trim: Charcoal, width: 480, height: 220 }),
  'larch-2': (c) => domeTent({ fly: dye(c), trim: Glacier, width: 390, height: 225 }),
  'hush-1': (c) => soloTent({ fly: dye(c), trim: Charcoal, width: 470, height: 190 }),
  'trailpole-2': () =>
    poleShelter({ fly: mix(Glacier, '#ffffff', 0.15), trim: Ember, width: 450, height: 270 }),
  'basecamp-6': (c) =>
    cabinTent({ fly: dye(c), trim: Pine, width: 500, height: 300, windows: 3, awning: false }),
  'meadowlark-4': (c) => domeTent({ fly: dye(c), trim: Glacier, width: 480, height: 250 }),
  'lull-3': (c) => domeTent({ fly: dye(c), trim: Marigold, width: 420, height: 245, open: false }),
};

const sleepingBags: PictureTable = {
  'tarn-20': (c) => mummyBag({ shell: dye(c), lining: Marigold, baffles: 9 }),
  'tarn-0': () => mummyBag({ shell: Ember, lining: Charcoal, baffles: 7 }),
  'meadow-40': (c) => rectangularBag({ shell: dye(c), lining: Sand, baffles: 5 }),
  'hearth-30-double': (c) => doubleBag({ shell: dye(c), lining: mix(Clay, Sand, 0.5), baffles: 6 }),
  'ridge-15-synthetic': () =>
    rectangularBag({ shell: Charcoal, lining: Ember, baffles: 8, width: 200 }),
  'feather-30-quilt': (c) => quilt({ shell: dye(c), lining: Dusk, baffles: 8 }),
  'cub-35-kids': (c) => mummyBag({ shell: dye(c), lining: Glacier, baffles: 6, length: 0.72 }),
  'bivouac-minus-20': () => mummyBag({ shell: Marigold, lining: DARK, baffles: 12 }),
};

const backpacks: PictureTable = {
  'strider-22': (c) =>
    dayPack({ fabric: dye(c), trim: c === 'Marigold' ? Dusk : Marigold, bottle: Sky }),
  'long-haul-65': (c) =>
    trekkingPack({ fabric: dye(c), trim: Marigold, mat: c === 'Ember' ? Dusk : Ember }),
  'ledge-45': () => trekkingPack({ fabric: '#d9dcd8', trim: Ember, rope: Sky }),
  'drift-38-ul': () => rollTopPack({ fabric: Glacier, trim: DARK }),
  'commons-28': (c) => dayPack({ fabric: dye(c), trim: mix(Clay, Sand, 0.4) }),
  'sprout-12': (c) => dayPack({ fabric: dye(c), trim: Ember, bottle: Marigold, scale: 0.78 }),
  'current-8-hydration': (c) => hydrationVest({ fabric: dye(c), trim: Sand }),
  'harbor-90-duffel': (c) => duffel({ fabric: dye(c), trim: DARK }),
};

const footwear: PictureTable = {
  'granite-mid': (c) =>
    pairOfShoes({ upper: dye(c), trim: shade(dye(c), -0.4), sole: '#4a4640', height: 0.6 }),
  'granite-low': (c) =>
    pairOfShoes({ upper: dye(c), trim: '#5a5348', sole: '#4a4640', height: 0.05 }),
  'vapor-trail': (c) =>
    pairOfShoes({
      upper: dye(c),
      trim: c === 'Charcoal' ? Marigold : DARK,
      sole: CREAM,
      height: 0,
      mesh: true,
      lugs: 6,
    }),
  'skarn-alpine': () =>
    pairOfShoes({
      upper: Ember,
      trim: DARK,
      sole: '#2f3238',
      height: 0.95,
      lugs: 14,
      rubberFoot: DARK,
    }),
  'tidewater-sandal': (c) => sandals({ strap: dye(c), sole: '#4a4640' }),
  'ember-camp-slipper': (c) => slippers({ shell: dye(c), lining: Sand }),
  'snowline-winter-boot': (c) =>
    pairOfShoes({
      upper: dye(c),
      trim: DARK,
      sole: '#4a4640',
      height: 1,
      cuff: CREAM,
      rubberFoot: '#5a4a3e',
    }),
  'sprig-kids-hiker': (c) =>
    pairOfShoes({
      upper: dye(c),
      trim: Marigold,
      sole: CREAM,
      height: 0.25,
      laces: false,
      strap: true,
    }),
};

const jackets: PictureTable = {
  'stormward-shell': (c) =>
    jacket({
      fabric: dye(c),
      trim: Marigold,
      hood: true,
      surface: 'plain',
      yoke: shade(dye(c), -0.25),
    }),
  'drizzle-pack-jacket': (c) =>
    jacket({ fabric: mix(dye(c), '#ffffff', 0.12), trim: CREAM, hood: true, surface: 'plain' }),
  'cirrus-down-hoody': (c) =>
    jacket({ fabric: dye(c), trim: shade(dye(c), -0.45), hood: true, surface: 'quilt' }),
  'hutwool-fleece': (c) =>
    jacket({
      fabric: dye(c),
      trim: c === 'Sand' ? Clay : Sand,
      hood: false,
      surface: 'pile',
      chestPocket: true,
    }),
  gustbreaker: (c) =>
    jacket({
      fabric: mix(dye(c), '#ffffff', 0.25),
      trim: dye(c),
      hood: true,
      surface: 'plain',
      yoke: dye(c),
    }),
  'basin-parka': (c) =>
    jacket({ fabric: dye(c), trim: DARK, hood: true, surface: 'quilt', length: 1, fur: '#cdb79a' }),
  'switchback-softshell': (c) =>
    jacket({ fabric: dye(c), trim: DARK, hood: true, surface: 'plain', chestPocket: true }),
  'puddle-kids-rain': (c) =>
    jacket({ fabric: dye(c), trim: Ember, hood: true, surface: 'plain', bands: true }),
};

const cooking: PictureTable = {
  'kindle-canister-stove': () => canisterStove({ canister: Pine, accent: Ember }),
  'hearthstone-2': (c) =>
    twoBurnerStove({ body: dye(c), accent: c === 'Ember' ? CREAM : Marigold }),
  'flashpot-system': (c) =>
    stoveSystem({ sleeve: dye(c), accent: c === 'Charcoal' ? Ember : DARK }),
  'trio-cookset': () => cookset({ metal: '#6d737c', accent: Ember }),
  'solo-titanium-mug': () => mug({ colour: '#8d949e', rim: '#b9c0c8', speckled: false }),
  'daybreak-enamel-mug': (c) => mug({ colour: dye(c), rim: shade(dye(c), -0.6), speckled: true }),
  'brookwell-bottle': (c) => bottle({ colour: dye(c), cap: c === 'Charcoal' ? Clay : DARK }),
  'clearstream-filter': () => waterFilter({ pouch: '#cfe4f2', accent: Sky }),
  'coldbox-45': (c) => cooler({ body: dye(c), lid: CREAM }),
};

const lighting: PictureTable = {
  'beacon-400': (c) => headlamp({ band: dye(c), body: DARK, pro: false }),
  'beacon-900-pro': (c) => headlamp({ band: dye(c), body: DARK, pro: true }),
  'glowjar-lantern': (c) => lantern({ body: dye(c), accent: c === 'Sand' ? Clay : Marigold }),
  'firefly-string': () => stringLights({ cord: '#4a4640', reel: Marigold }),
  'keychain-spark': (c) =>
    flashlight({ body: dye(c), accent: c === 'Charcoal' ? Marigold : DARK, small: true }),
  'ranger-flashlight': () => flashlight({ body: DARK, accent: Ember, small: false }),
  'lumen-puck-solar': () => solarLantern({ accent: Pine }),
};

const accessories: PictureTable = {
  'cloudrest-pad': (c) => sleepingPad({ colour: dye(c), accent: DARK }),
  'ridgewalk-poles': (c) =>
    trekkingPoles({
      shaft: c === 'Charcoal' ? DARK : dye(c),
      accent: c === 'Charcoal' ? Glacier : DARK,
    }),
  'sway-hammock': (c) => hammock({ fabric: dye(c), trim: Sand }),
  'anchor-rope-60': (c) => rope({ colour: dye(c), fleck: c === 'Sky' ? Marigold : Dusk }),
  'talus-harness': () => harness({ webbing: Dusk, trim: Marigold }),
  'keylock-carabiner-set': () => carabiners([Ember, Marigold, Pine, Sky, Plum, Charcoal]),
  'chalkwell-bag': (c) => chalkBag({ fabric: dye(c), trim: c === 'Marigold' ? Plum : Marigold }),
  'keep-dry-bags': () => dryBags([Marigold, Glacier, Ember]),
  'basalt-camp-chair': (c) => campChair({ fabric: dye(c), trim: Sand }),
  'north-compass': () => compass({ housing: Charcoal, accent: Ember }),
  'trail-first-aid': () => firstAidKit({ fabric: mix(Pine, Moss, 0.3) }),
};

export const OUTDOOR_GROUND = '#f1eee6';

export const outdoorPictures: PictureTable = {
  ...tents,
  ...sleepingBags,
  ...backpacks,
  ...footwear,
  ...jackets,
  ...cooking,
  ...lighting,
  ...accessories,
};
