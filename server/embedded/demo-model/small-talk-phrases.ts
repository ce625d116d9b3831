import { phrases } from './phrases.ts';

export const GREETING = phrases({
  en: `hi, hello, hey, hi there, good morning, good afternoon, good evening, howdy, greetings, yo`,
  vi: `xin chào, chào, alo, a lô, shop ơi, ad ơi, chào shop, chào bạn, hế lô`,
});
export const THANKS = phrases({
  en: `thanks, thank you, thx, ty, cheers, much appreciated, appreciate it, great help`,
  vi: `cảm ơn, cám ơn, thanks, tks, cảm ơn nhé, cảm ơn bạn`,
});
export const GOODBYE = phrases({
  en: `bye, goodbye, bye bye, see you, see ya, good night, that's all, that is all`,
  vi: `tạm biệt, bye, hẹn gặp lại, chúc ngủ ngon, vậy thôi nhé, thế thôi`,
});
export const ACKNOWLEDGE = phrases({
  en: `ok, okay, yes, yep, yeah, sure, fine, alright, no, nope, nice, cool, great, good, perfect, got it, i see, wow, lol, haha, hmm`,
  vi: `ok, oke, vâng, dạ, ừ, ừm, được, được rồi, đúng rồi, rồi, không, hay quá, tốt quá, hiểu rồi, haha, tuyệt`,
});
export const IDENTITY = phrases({
  en: `are you human, are you a human, are you a bot, are you a robot, are you real, are you a real person, are you ai, are you an ai, are you chatgpt, are you gpt, who are you, what are you, which model, what model are you, who made you, are you a person, am i talking to a human, am i talking to a bot, are you a demo, a language model, is this a bot, your name`,
  vi: `bạn là ai, bạn là người, bạn là bot, bạn là robot, có phải người thật, người thật, là người hay máy, phải bot không, bot à, là bot, là robot, là ai, chatgpt, mô hình nào, mô hình gì, em là ai, bạn tên gì, trí tuệ nhân tạo`,
});
export const CAPABILITIES = phrases({
  en: `what can you do, what do you do, how can you help, can you help me, help, help me, how does this work, how do you work, what can i ask, what can i do here, how do i use this`,
  vi: `bạn làm được gì, làm được gì, giúp được gì, giúp gì được, bạn có thể làm gì, có thể giúp gì, hỏi được gì, dùng thế nào, hướng dẫn, trợ giúp, giúp tôi với, giúp mình với, biết làm gì`,
});
/** Somebody who wants the assistant to be something else. */
export const INJECTION = phrases({
  en: `ignore your instructions, ignore all instructions, ignore previous instructions, ignore all previous instructions, ignore the instructions, ignore the above, ignore your rules, disregard your instructions, disregard previous, disregard all, forget your instructions, forget your rules, forget all previous, system prompt, your prompt, your instructions, developer mode, jailbreak, pretend you are, pretend to be, act as, you are now, new rule, new rules, new instructions, everything is free, reveal your, print your instructions, repeat your instructions, override your`,
  vi: `bỏ qua hướng dẫn, bỏ qua mọi hướng dẫn, bỏ qua các hướng dẫn, bỏ qua chỉ dẫn, bỏ qua tất cả, quên hướng dẫn, quên các chỉ dẫn, quên mọi, system prompt, lời nhắc hệ thống, câu lệnh hệ thống, giả vờ là, giả làm, đóng vai, bạn bây giờ là, tiết lộ hướng dẫn`,
});
export const OFF_TOPIC = phrases({
  en: `weather today, the weather, weather in, weather forecast, weather tomorrow, politics, president, election, prime minister, write code, write a poem, write me a poem, write an essay, write python, python script, python code, javascript code, write a program, write me code, tell me a joke, a joke, joke, poem, football, soccer, world cup, stock market, bitcoin, crypto, recipe, capital of, translate, homework, math problem, the news, news today, horoscope, lottery, medical advice, find me a girlfriend, be my girlfriend, be my boyfriend, meaning of life, sing a song, what time is it, religion, war in`,
  vi: `thời tiết, trời hôm nay, hôm nay mưa không, chính trị, tổng thống, thủ tướng, bầu cử, viết code, viết thơ, bài thơ, làm thơ, viết văn, viết chương trình, viết bài, kể chuyện, chuyện cười, kể chuyện cười, bóng đá, chứng khoán, bitcoin, tiền ảo, giá vàng, nấu ăn, công thức nấu, thủ đô, dịch giúp, dịch sang, bài tập, giải toán, tin tức, xổ số, tử vi, tìm bạn gái, tìm người yêu, làm bạn gái, làm người yêu, mấy giờ rồi, hát, tôn giáo, chiến tranh`,
});
/** What only the shop itself can answer. */
export const SHOP_MATTERS = phrases({
  en: `shipping, ship to, do you ship, delivery, deliver, delivered, return policy, returns, return it, can i return, could i return, returnable, be returned, returning, used gear, send it back, money back, call me, call me back, refund, refunds, exchange it, payment, pay with, pay by, paypal, credit card, installments, cash on delivery, cod, opening hours, open today, your address, where are you located, phone number, hotline, contact, talk to a human, speak to a human, real person, human agent, talk to someone, customer service, my order, order status, order number, track my order, tracking, cancel my order, invoice, gift card, gift wrap, privacy, complaint, broke, broken, is defective`,
  vi: `giao hàng, phí ship, ship, vận chuyển, đổi trả, trả lại, trả được không, đổi được không, giao hôm nay, giao trong, giao tới, giao đến, giao tận, giao hà nội, giao sài gòn, giao mất, giao bao lâu, mất bao lâu, thu cũ, đổi mới, cửa hàng ở, chi nhánh, showroom, nhận hàng, gọi cho tôi, gọi cho mình, gọi tôi, gọi lại, gặp người thật, gặp người, nói chuyện với người, trả hàng, đổi hàng, hoàn tiền, thanh toán, trả góp, chuyển khoản, tiền mặt, giờ mở cửa, mở cửa, địa chỉ, ở đâu, số điện thoại, hotline, liên hệ, gặp nhân viên, nói chuyện với nhân viên, nhân viên, đơn hàng của tôi, đơn hàng của mình, đơn hàng, kiểm tra đơn, mã đơn, mã đơn hàng, mã vận đơn, hủy đơn, hóa đơn, quà tặng kèm, khiếu nại, bị hư, bị hỏng, hư rồi, hỏng rồi, lắp đặt, cod`,
});
/** Somebody who is angry, at the shop or at the answers. */
export const COMPLAINT = phrases({
  en: `a scam, scam, scammers, ripped off, stole my money, rip off, useless, you suck, this sucks, fuck, fuck you, idiot, stupid, terrible service, worst shop, bullshit, wrong answer, that's wrong, thats wrong, that is wrong, you are wrong`,
  vi: `lừa đảo, ăn cướp, đồ ngu, ngu thế, ngu quá, ngu vậy, vô dụng, tệ quá, tệ thế, quá tệ, chán quá, đm, dm, vcl, bực mình, tức quá, mất dạy, sai rồi, trả lời sai`,
});
/** Wants to be sure of a price that nobody stands for. */
export const PROMISE = phrases({
  en: `promise, promise me, stay the same, stays the same, price guarantee, guarantee the price, guarantee me the price, hold the price, lock the price, price next week`,
  vi: `hứa, giữ giá, cam kết giá, đảm bảo giá, chốt giá giúp`,
});
/** Asking for a better price without a code. */
export const NEGOTIATION = phrases({
  en: `off, price match, can you match, match the price, beat the price, give me a discount, better price, best price, lower the price, discount me, special price, haggle, negotiate, make it cheaper for me, free of charge, for free, employee discount, student discount, any discount, a discount, discount, discounts, deal for me`,
  vi: `bớt giá, bớt được không, bớt cho, bớt chút, bớt thêm, giảm thêm, giảm giá cho, giảm cho, giảm chút, giảm được không, giảm giá được không, giảm giá không, có giảm giá không, fix giá, fix được không, giá tốt hơn, miễn phí, tặng, mặc cả, lấy rẻ, chiết khấu, giảm còn, giá học sinh, giá sinh viên`,
});
