import { type PhraseSet, phrases } from './phrases.ts';

export type TopicName =
  | 'weight'
  | 'battery'
  | 'warranty'
  | 'screen'
  | 'memory'
  | 'storage'
  | 'processor'
  | 'graphics'
  | 'capacity'
  | 'material'
  | 'waterproof'
  | 'temperature'
  | 'size'
  | 'ports'
  | 'brightness'
  | 'height';

/** Something that a catalog states about a product and a shopper asks for. */
export interface Topic {
  name: TopicName;
  /** Clearly a question about one product: "how heavy is". */
  asked: PhraseSet;
  /** Merely named, in a question or in a search. */
  named: PhraseSet;
  /** The names that catalogs give such an attribute, folded; the likeliest pattern first. */
  attribute: RegExp[];
  /** The better end of the scale, when products are compared. */
  better?: 'less' | 'more';
}

export const TOPICS: Topic[] = [
  {
    name: 'weight',
    asked: phrases({
      en: 'how heavy, how much does it weigh, weigh, weighs, weight of, how light, the weight',
      vi: 'nặng bao nhiêu, nặng mấy, nặng không, cân nặng, trọng lượng, khối lượng, bao nhiêu kg, bao nhiêu ký, mấy kg, mấy ký, có nặng',
    }),
    named: phrases({
      en: 'weight, light, lighter, lightest, lightweight, ultralight, heavy, heavier, heaviest, portable',
      vi: 'nặng, nhẹ, nhẹ hơn, nhẹ nhất, mỏng nhẹ, siêu nhẹ, gọn nhẹ, nặng hơn',
    }),
    attribute: [/weight|trong luong|khoi luong|can nang/],
    better: 'less',
  },
  {
    name: 'battery',
    asked: phrases({
      en: 'how long does the battery, battery life, battery last, the battery, how big is the battery, run time, runtime, burn time, how many hours',
      vi: 'pin bao lâu, pin thế nào, pin được bao lâu, pin trâu không, pin dùng, thời lượng pin, dung lượng pin, pin bao nhiêu, pin có tốt, pin ra sao, pin mấy tiếng, bao nhiêu tiếng, mấy tiếng, dùng được bao lâu, nghe được bao lâu',
    }),
    named: phrases({
      en: 'battery, longer battery, better battery',
      vi: 'pin, pin trâu, pin khỏe, pin lâu',
    }),
    attribute: [/battery|pin\b|burn time|run ?time|thoi luong/],
    better: 'more',
  },
  {
    name: 'warranty',
    asked: phrases({
      en: 'warranty, guarantee, guaranteed',
      vi: 'bảo hành, bảo hành bao lâu, bảo hành mấy tháng',
    }),
    named: phrases({ en: 'longer warranty', vi: 'bảo hành lâu hơn' }),
    attribute: [/warranty|guarantee|bao hanh/],
    better: 'more',
  },
  {
    name: 'screen',
    asked: phrases({
      en: 'how big is the screen, screen size, the screen, the display, what resolution, refresh rate, how many inches',
      vi: 'màn hình bao nhiêu, màn hình mấy inch, mấy inch, bao nhiêu inch, màn hình thế nào, màn hình ra sao, độ phân giải, tần số quét, màn hình có tốt',
    }),
    named: phrases({
      en: 'screen, bigger screen, display',
      vi: 'màn hình, màn hình lớn, màn hình to hơn',
    }),
    attribute: [/screen|display|man hinh/, /resolution|do phan giai/],
    better: 'more',
  },
  {
    name: 'memory',
    asked: phrases({
      en: 'how much ram, how much memory, what ram',
      vi: 'ram bao nhiêu, bao nhiêu ram, ram mấy, nâng cấp ram, ram thế nào, ram có nâng cấp',
    }),
    named: phrases({ en: 'ram, memory, more ram', vi: 'ram, bộ nhớ' }),
    attribute: [/\bram\b|memory|bo nho trong/],
    better: 'more',
  },
  {
    name: 'storage',
    asked: phrases({
      en: 'how much storage, how big is the ssd, how big is the drive, what storage, disk space',
      vi: 'ổ cứng bao nhiêu, ssd bao nhiêu, bao nhiêu ssd, dung lượng ổ, bao nhiêu gb',
    }),
    named: phrases({ en: 'ssd, storage, more storage', vi: 'ssd, ổ cứng' }),
    attribute: [/\bssd\b|storage|o cung|luu tru/],
    better: 'more',
  },
  {
    name: 'processor',
    asked: phrases({
      en: 'what cpu, which cpu, what processor, which processor, the processor, the cpu, what chip, which chip',
      vi: 'chip gì, cpu gì, vi xử lý gì, chip nào, dùng chip, cpu nào',
    }),
    named: phrases({ en: 'cpu, processor, chip, faster', vi: 'cpu, chip, vi xử lý, bộ xử lý' }),
    attribute: [/\bcpu\b|processor|chip|vi xu ly|bo xu ly/],
  },
  {
    name: 'graphics',
    asked: phrases({
      en: 'what gpu, which gpu, what graphics, which graphics, the graphics, the gpu, graphics card',
      vi: 'card gì, vga gì, card đồ họa gì, card màn hình gì, card rời không, có card rời, card nào, chơi game được không, chơi game tốt không, chơi game ổn không',
    }),
    named: phrases({
      en: 'gaming, games, gpu, graphics, gamer',
      vi: 'chơi game, gaming, card đồ họa, đồ họa, card rời',
    }),
    attribute: [/\bgpu\b|graphic|\bvga\b|card|do hoa/],
  },
  {
    name: 'capacity',
    asked: phrases({
      en: 'how many people, how many persons, how many person, how much does it hold, how many liters, how many litres, what capacity, how big is the capacity, sleep how many, how many can sleep',
      vi: 'mấy người, bao nhiêu người, chứa được bao nhiêu, bao nhiêu lít, mấy lít, sức chứa, dung tích, mấy người nằm',
    }),
    named: phrases({
      en: 'people, person, persons, man tent, family, liters, litres, liter, litre, roomier, capacity',
      vi: 'người, gia đình, lít, rộng hơn',
    }),
    attribute: [/capacity|sleeps|people|person|suc chua|so nguoi|dung tich|volume/],
    better: 'more',
  },
  {
    name: 'material',
    asked: phrases({
      en: 'what material, made of, what is it made, the material, which material, what fabric',
      vi: 'chất liệu, làm bằng gì, vải gì, làm từ gì, vỏ gì, vỏ bằng gì',
    }),
    named: phrases({
      en: 'material, leather, wool, down, cotton, titanium, aluminium, aluminum',
      vi: 'vải, da, nhôm, len',
    }),
    attribute: [/material|fabric|chat lieu/, /upper|shell|fill/],
  },
  {
    name: 'waterproof',
    asked: phrases({
      en: 'is it waterproof, is it water resistant, is it rainproof, how waterproof, water column, hydrostatic head, work in the rain, keep the rain out, survive rain, waterproof rating',
      vi: 'chống nước không, có chống nước, chống thấm không, chịu được mưa, đi mưa được không, chống nước tốt',
    }),
    named: phrases({
      en: 'waterproof, water resistant, rainproof, rain',
      vi: 'chống nước, chống thấm, đi mưa',
    }),
    attribute: [/waterproof rating|hydrostatic|chong nuoc|chong tham/, /water/, /rain/],
    better: 'more',
  },
  {
    name: 'temperature',
    asked: phrases({
      en: 'how warm, how cold, temperature rating, what temperature, comfort temperature, warm enough, for winter',
      vi: 'ấm không, chịu lạnh, nhiệt độ, lạnh bao nhiêu độ, bao nhiêu độ',
    }),
    named: phrases({
      en: 'warm, warmer, warmest, winter, cold, colder',
      vi: 'ấm, giữ ấm, ấm hơn, mùa đông',
    }),
    attribute: [/temperature|comfort|temp\b|nhiet do/, /season/],
    better: 'less',
  },
  {
    name: 'size',
    asked: phrases({
      en: 'what are the dimensions, dimensions, how big is it, how big is, how large is, how long is it, packed size, what sizes, which sizes, how wide',
      vi: 'kích thước, to cỡ nào, dài bao nhiêu, rộng bao nhiêu, có size nào, size nào, những size nào, có cỡ nào, kích cỡ nào',
    }),
    named: phrases({
      en: 'bigger, biggest, larger, largest, smaller, compact',
      vi: 'to hơn, lớn hơn, nhỏ hơn, nhỏ gọn, to nhất',
    }),
    attribute: [/dimension|kich thuoc/, /packed|^size/, /length|height|chieu dai/],
  },
  {
    name: 'ports',
    asked: phrases({
      en: 'what ports, which ports, does it have hdmi, does it have usb, how many usb, usb-c port',
      vi: 'cổng gì, có cổng nào, cổng kết nối, có cổng hdmi, có cổng usb, mấy cổng',
    }),
    named: phrases({ en: 'ports, hdmi, usb', vi: 'cổng' }),
    attribute: [/\bports?\b|\bcong\b/, /connect|ket noi/],
  },
  {
    name: 'brightness',
    asked: phrases({
      en: 'how bright, brightness, how many lumens',
      vi: 'sáng bao nhiêu, độ sáng, bao nhiêu lumen',
    }),
    named: phrases({ en: 'bright, brighter, brightest, lumens', vi: 'sáng hơn, sáng nhất, lumen' }),
    attribute: [/bright|lumen|do sang/],
    better: 'more',
  },
  {
    name: 'height',
    asked: phrases({
      en: 'how tall, how high, the height, stand up in it',
      vi: 'cao bao nhiêu, chiều cao',
    }),
    named: phrases({ en: 'taller, tallest', vi: 'cao hơn, cao nhất' }),
    attribute: [/height|chieu cao/],
    better: 'more',
  },
];

/** Undefined when it is none of them. */
export function topicNamed(name: string): Topic | undefined {
  return TOPICS.find((topic) => topic.name === name);
}
