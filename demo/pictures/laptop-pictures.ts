import { accessoryPictures } from './accessory-pictures.ts';
import { DYES, mix } from './colours.ts';
import { gamingLaptopPictures } from './gaming-laptop-pictures.ts';
import { foldingLaptop } from './laptop/laptop.ts';
import { one } from './laptop/one-laptop.ts';
import type { PictureTable } from './picture-table.ts';

const SILVER = DYES.Bạc;
const BLACK = '#2f323b';
const GRAPHITE = '#555b68';
const NAVY = DYES['Xanh than'];
const WHITE = '#eceef3';

const office: PictureTable = {
  'tavaro-desk-14': one({
    body: GRAPHITE,
    screen: 'sheet',
    tint: '#2f8f6a',
    yaw: 20,
    inches: 14,
    thickness: 14,
  }),
  'tavaro-desk-15': one({
    body: '#6b7280',
    screen: 'sheet',
    tint: '#3b6fd8',
    yaw: -20,
    inches: 15.6,
    thickness: 14,
    numberPad: true,
  }),
  'tavaro-pro-14': one({
    body: BLACK,
    screen: 'hills',
    tint: '#4a6fa5',
    yaw: 0,
    inches: 14,
    thickness: 12,
  }),
  'tavaro-pro-16': one({
    body: BLACK,
    screen: 'sheet',
    tint: '#8a4fd0',
    yaw: 22,
    inches: 16,
    thickness: 13,
    numberPad: true,
  }),
  'minao-note-14': one({
    body: mix(SILVER, '#9fb7a8', 0.5),
    screen: 'dunes',
    tint: '#6a9a80',
    yaw: 22,
    inches: 14,
    thickness: 11,
  }),
  'minao-note-15': one({
    body: SILVER,
    screen: 'dunes',
    tint: '#e08a5a',
    yaw: -22,
    inches: 15.6,
    thickness: 12,
  }),
  'orvane-flip-14': one({
    body: SILVER,
    screen: 'petals',
    tint: '#5a8fc8',
    yaw: 20,
    inches: 14,
    thickness: 10,
    pen: true,
  }),
  'tavaro-mini-13': one({
    body: '#8b93a3',
    screen: 'hills',
    tint: '#d08a4a',
    yaw: -16,
    inches: 12,
    thickness: 11,
  }),
};

const creative: PictureTable = {
  'orvane-canvas-15': one({
    body: '#3a3d46',
    screen: 'studio',
    tint: '#c8705a',
    yaw: 20,
    inches: 15.6,
    thickness: 12,
  }),
  'orvane-canvas-16': one({
    body: BLACK,
    screen: 'studio',
    tint: '#5f7fb8',
    yaw: -22,
    inches: 16,
    thickness: 13,
    dial: true,
  }),
  'orvane-studio-16': one({
    body: '#26282f',
    screen: 'studio',
    tint: '#5a9a8a',
    yaw: 0,
    inches: 16.5,
    thickness: 19,
    numberPad: true,
  }),
  'lumenor-art-14': one({
    body: WHITE,
    screen: 'petals',
    tint: '#d0705a',
    yaw: -20,
    inches: 14,
    thickness: 10,
  }),
  'lumenor-art-16': one({
    body: BLACK,
    screen: 'studio',
    tint: '#a070c0',
    yaw: 24,
    inches: 16,
    thickness: 14,
  }),
  'orvane-draft-15': one({
    body: '#4b5059',
    screen: 'sheet',
    tint: '#d0803a',
    yaw: -18,
    inches: 15.6,
    thickness: 20,
    numberPad: true,
  }),
};

const thin: PictureTable = {
  'solenne-air-13': one({
    body: SILVER,
    screen: 'petals',
    tint: '#6a8fd8',
    yaw: -20,
    inches: 13,
    thickness: 7,
  }),
  'solenne-air-14': one({
    body: SILVER,
    screen: 'dunes',
    tint: '#4a7fc0',
    yaw: 22,
    inches: 14,
    thickness: 7,
  }),
  'solenne-air-15': one({
    body: '#dfe3ea',
    screen: 'hills',
    tint: '#5a9ab8',
    yaw: 0,
    inches: 15.3,
    thickness: 8,
  }),
  'lumenor-leaf-14': one({
    body: SILVER,
    screen: 'hills',
    tint: '#6aa06a',
    yaw: 20,
    inches: 14,
    thickness: 9,
  }),
  'lumenor-leaf-13': one({
    body: NAVY,
    screen: 'dunes',
    tint: '#7a6ad0',
    yaw: -24,
    inches: 13,
    thickness: 7,
  }),
  'tavaro-slim-14': one({
    body: '#454b57',
    screen: 'hills',
    tint: '#b8705a',
    yaw: 24,
    inches: 14,
    thickness: 9,
  }),
  'solenne-fold-17': () => foldingLaptop({ body: '#3a3d46', tint: '#b8703a' }),
};

const student: PictureTable = {
  'minao-campus-14': one({
    body: SILVER,
    screen: 'petals',
    tint: '#e0a040',
    yaw: 18,
    inches: 14,
    thickness: 13,
  }),
  'minao-campus-15': one({
    body: '#5f6675',
    screen: 'code',
    tint: '#6b8cf0',
    yaw: -20,
    inches: 15.6,
    thickness: 14,
    numberPad: true,
  }),
  'minao-campus-16': one({
    body: '#aab2c0',
    screen: 'sheet',
    tint: '#30a0a0',
    yaw: 20,
    inches: 16,
    thickness: 13,
  }),
  'minao-code-14': one({
    body: '#3a3f4b',
    screen: 'code',
    tint: '#50c0a0',
    yaw: 0,
    inches: 14,
    thickness: 12,
  }),
  'minao-book-11': one({
    body: '#7fa8c0',
    screen: 'hills',
    tint: '#e0b040',
    yaw: -22,
    inches: 10.5,
    thickness: 15,
  }),
  'lumenor-flip-13': one({
    body: DYES.Hồng,
    screen: 'petals',
    tint: '#c9708a',
    yaw: 18,
    inches: 13.3,
    thickness: 9,
    pen: true,
  }),
  'tavaro-learn-15': one({
    body: '#8f98a8',
    screen: 'dunes',
    tint: '#3b8fd8',
    yaw: 24,
    inches: 15.6,
    thickness: 14,
    numberPad: true,
  }),
};

export const LAPTOP_GROUND = '#eef1f8';

export const laptopPictures: PictureTable = {
  ...gamingLaptopPictures,
  ...office,
  ...creative,
  ...thin,
  ...student,
  ...accessoryPictures,
};
