import { phrases } from './phrases.ts';

/** Words around what is looked for: politeness, wanting, asking. They never go into a search. */
export const FILLER = phrases({
  en: `hi, hello, hey, hi there, good morning, good afternoon, good evening, please, pls, thanks, thank you,
    i'm, im, i am, i'd like, i would like, i want, i wanna, i need, i'm looking for, i am looking for, looking for, look for,
    looking, to buy, buy, buying, purchase, want, need, needs, get, find, find me, search, search for, show, show me, give me, give,
    let me see, see, recommend, suggest, suggestions, recommendation, help, help me, help me find, can you, could you, would you, will you, can, could, would,
    should, do you have, do you sell, do you carry, do you stock, have you got, got, have, has, sell, carry, is there, are there, there, what do you have,
    what, what's, whats, what is, what are, which, how about, what about, and what about, how long, how many, how, long enough, any, some, something, anything, stuff, a, an, the, of, for, to, with, in, at, on, by, from,
    my, me, i, you, your, yours, we, our, us, it, its, is, are, am, do, does, did, be, that, this, these, those, one, ones, and, or, but,
    also, just, only, maybe, well, so, ok, okay, yes, no, not, don't, dont, do not, somthing, smth, too, fine, good, great, nice, best, cool, really, very, some good, option, options, product, products, item, items, thing, things,
    price, prices, priced, price range, cost, costs, costing, budget, my budget is, spend, spending, money, deal, deals, on sale, discount, discounted,
    available, availability, in stock, in your shop, in your store, shop, store, here, today, now, choose, choosing, pick, going, u, ur, me up, right now, right, tell me, about, tell, know, more about, more, most, other, others, another, else, different,
    cheap, cheaper, cheapest, affordable, inexpensive, low cost, expensive, lowest price, than, then, less, if, when, who, where, possible, someone, like,
    can i get, may i, i'll take, take, new, ideas, idea, range, ranging, between, under, below, over, around, total, max, maximum, anyone, there's, let's, let, us see, compare, first, second, top 3, top 5, top 10, top three, top five, actually, still`,
  vi: `xin chào, chào, chào shop, chào bạn, chào em, chào anh, chào chị, alo, shop ơi, ad ơi, em ơi, anh ơi, ơi, ạ, dạ, nhé, nha, nhỉ, với, giúp, giúp mình, giúp tôi, giùm, hộ, làm ơn,
    tôi, mình, tớ, em, anh, chị, bạn, shop, mọi người, tôi muốn, muốn, cần, đang cần, cần mua, muốn mua, mua, tìm, tìm mua, kiếm, đang tìm, đang kiếm, xem, cho xem, cho tôi xem, cho mình xem, cho, cho tôi, cho mình, cho hỏi, hỏi, tư vấn, gợi ý, giới thiệu, đề xuất, kiếm giúp,
    có, có bán, bán, có không, không, ko, hông, hok, k, hem, có cái, có loại, có mẫu, loại, mẫu, dòng, bản, phiên bản, con, em nào, cái, chiếc, nào, gì, những, các, mấy, một, một số, vài, thì, là, mà, và, hay, hoặc, nhưng, để, ở, tại, trong, của, thế, vậy, ra, rồi, nữa, thêm, khác, còn, còn hàng, hàng, sẵn hàng, sẵn, đang có,
    giá, giá cả, có giá, mức giá, tầm giá, giá tầm, giá bao nhiêu, bao nhiêu, bao nhiêu tiền, nhiêu, nhiêu tiền, bao lâu, mấy tháng, tiền, đồng, ngân sách, tầm, khoảng, dưới, trên, từ, đến, giá rẻ, rẻ, rẻ hơn, rẻ nhất, hơn, nhất, đắt, đang giảm giá, giảm giá, khuyến mãi,
    được, dc, đc, luôn, được không, nên, nên mua, tốt, ngon, bổ rẻ, đẹp, ổn, hợp lý, phù hợp, sản phẩm, món, đồ gì, thứ gì, cái gì, nào đó, nào tốt, hiện tại, hiện, đang, bao giờ, khi nào, lại, bây giờ, bên, bên mình, bên bạn, cửa hàng, này, kia, đó, ấy, thôi, chỉ, lấy, coi, biết, về, rất, hãy, vui lòng, so sánh, thử, đi, cỡ tiền, nhu cầu, ok, như thế nào, thế nào, như, sao, thì sao, ai, khi, nếu, tí, chút, một chút, xíu`,
});

/** Parts of product names that hold a filler word when typed without diacritics or by themselves. */
export const PROTECTED = phrases({
  en: `first aid, first aid kit, all in one, two in one, in ear, carry on, carry bag, to go, best seller`,
  vi: `áo mưa, quần áo, máy tính, máy tính bảng, máy in, thẻ nhớ, đồ chơi, đồ họa, đồ câu, đồ bếp, đồ dã ngoại, chơi game, đi bộ, đi mưa, đi học, đi làm, leo núi, cắm trại, bàn phím, tay cầm, văn phòng, sinh viên, lập trình, hai trong một, hàng ngày, trong suốt, trên cao, không dây, có dây, không card rời, không có card rời, không cần card rời, không thấm, không gian, xách tay, cầm tay, bán chạy, tiền sảnh, con chuột, tai nghe, túi ngủ, đèn pin, la bàn, giá đỡ, củ sạc, con gái, con trai, trẻ em, loa kéo`,
});

/** Kinds of things that shops sell: a sentence that names one starts a new search. */
export const WARES = phrases({
  en: `tent, tents, tarp, backpack, backpacks, pack, packs, daypack, duffel, sleeping bag, sleeping bags, sleeping pad, sleeping pads, pad, mattress, pillow, hammock, hammocks, stove, stoves, cookware, cookset, pot, pan, mug, bottle, bottles, flask, cooler, filter, water filter, lantern, lanterns, headlamp, headlamps, flashlight, torch, knife, knives, multitool, compass, gps, rope, harness, helmet, helmets, crampons, kayak, paddle, chair, chairs, table, pole, poles, trekking poles, jacket, jackets, parka, fleece, hoodie, vest, pants, trousers, shorts, shirt, shirts, t-shirt, base layer, socks, gloves, hat, beanie, cap, boots, boot, shoes, shoe, sandals, sneakers, gaiters, first aid kit, charger, power bank, laptop, laptops, notebook, computer, ultrabook, macbook, mouse, keyboard, monitor, headset, headphones, earphones, webcam, dock, hub, adapter, ssd drive, stand, sleeve, laptop bag, cable, phone, tablet, camera, watch, gear, gift, gifts, cooking set, kit, bag, bags, towel`,
  vi: `lều, tăng, bạt, ba lô, balo, túi, túi ngủ, túi xách, túi chống sốc, đệm, gối, võng, bếp, nồi, chảo, cốc, bình, bình nước, đèn, đèn pin, dao, la bàn, dây, ghế, bàn, gậy, áo, áo khoác, áo mưa, quần, giày, dép, tất, vớ, găng tay, mũ, nón, laptop, máy tính, máy, máy tính xách tay, macbook, chuột, bàn phím, màn hình, tai nghe, sạc, củ sạc, ổ cứng, đế tản nhiệt, giá đỡ, phụ kiện, cáp, dock, hub, loa, điện thoại, quà, lap, đồ dã ngoại, đồ cắm trại, máy in, webcam, thẻ nhớ, ram rời, miếng lót, lót chuột`,
});

/** A wish to see wares, even when none that we know is named. */
export const SEEKING = phrases({
  en: `looking for, look for, i want, i need, i'd like, i would like, i'm after, buy, purchase, show me, show, find, find me, search, do you have, do you sell, do you carry, do you stock, have you got, got any, any, recommend, suggest, need, what do you have, is there, are there, options for, something for, gift for`,
  vi: `mua, tìm, kiếm, cần, muốn, có bán, bán, có loại, có mẫu, có cái, có không, tư vấn, gợi ý, xem, giới thiệu, có`,
});

export const CHEAP = phrases({
  en: `cheap, affordable, inexpensive, low cost, budget laptop, budget tent, budget option, not expensive, low price`,
  vi: `giá rẻ, rẻ, giá mềm, giá tốt, bình dân, ngon bổ rẻ, không đắt`,
});
export const CHEAPEST = phrases({
  en: `cheapest, least expensive, lowest price, lowest priced`,
  vi: `rẻ nhất, giá thấp nhất, mềm nhất`,
});
export const DEAREST = phrases({
  en: `most expensive, priciest, highest price, highest priced`,
  vi: `đắt nhất, mắc nhất, giá cao nhất`,
});
export const CHEAPER = phrases({
  en: `cheaper, less expensive, lower price, too expensive, too pricey, anything for less, costs less, more affordable`,
  vi: `rẻ hơn, mềm hơn, đắt quá, mắc quá, giá thấp hơn, hơi đắt, hơi mắc, đắt thế, đắt vậy, mắc thế, mắc vậy, giá cao quá`,
});
export const MORE = phrases({
  en: `more, show more, more options, see more, show me more, others, other options, what else, anything else, any others, another one, something else, else, don't like, do not like, not these`,
  vi: `thêm, xem thêm, nữa, còn nữa, còn nữa không, mẫu khác, cái khác, loại khác, còn mẫu nào khác, khác, còn gì nữa, không thích, không ưng`,
});
export const ON_SALE = phrases({
  en: `on sale, any sale, sale on, any deals, what deals, deals on, special offers, discounted, reduced, at a discount, marked down`,
  vi: `đang khuyến mãi, khuyến mãi, khuyến mại, đang giảm giá, được giảm giá, giảm giá, đang sale`,
});
export const IN_STOCK_ONLY = phrases({
  en: `only in stock, in stock only, in stock, available now, available only, only available, that are available, that i can buy now`,
  vi: `còn hàng, có sẵn, sẵn hàng, hàng sẵn, chỉ còn hàng, có hàng`,
});
/** Of what was shown; asks for something else. */
export const DISLIKE = phrases({
  en: `don't like, do not like, not these, not what i want`,
  vi: `không thích, không ưng, không phải mấy cái này`,
});
/** What starts a refinement of the last search rather than a new one. */
export const REFINING = phrases({
  en: `with, in, only, but, and, without, for, make it, rather, instead, what about, how about`,
  vi: `màu, có ram, loại, bản, chỉ, nhưng, phải có, ưu tiên, mà, với, ram, còn loại, cỡ, size`,
});
/** How much of something: no product is called so. */
export const OF_MOST = phrases({
  en: `best rated, top rated, highest rated, best reviews`,
  vi: `đánh giá tốt nhất, đánh giá cao nhất`,
});
/** Of everything there is, not of what was shown. */
export const WHOLE_SHOP = phrases({
  en: `in the shop, in your shop, in the store, in your store, in this shop, you sell, of all`,
  vi: `nhất shop, nhất cửa hàng, trong shop, của shop, trong cửa hàng, của cửa hàng, shop bán, shop có`,
});
export const BROWSE = phrases({
  en: `what do you sell, what do you have, what can i buy, what products, what kind of products, show me everything, show me your products, best sellers, best seller, popular, bestsellers, what's new, what do you recommend, recommend something, your catalog, your products, all products, what is in the shop`,
  vi: `shop bán gì, bán gì, bán những gì, có gì, có những gì, có gì hot, bán chạy, bán chạy nhất, sản phẩm nào, có sản phẩm gì, hàng mới, có gì mới, xem tất cả, danh mục, các sản phẩm`,
});
