import type { SmallTalk } from '../intent.ts';
import type { Move, Scene } from '../scene.ts';

export function answerSmallTalk(scene: Scene, kind: SmallTalk): Move {
  const { labels, dialogue } = scene;
  switch (kind) {
    case 'greeting':
      return { say: labels.greeting(dialogue.shop) };
    case 'thanks':
      return { say: labels.thanks };
    case 'goodbye':
      return { say: labels.goodbye };
    case 'acknowledgement':
      return { say: labels.acknowledgement };
    case 'identity':
      return { say: labels.identity(dialogue.shop) };
    case 'capabilities':
      return { say: labels.capabilities };
    case 'injection':
      return { say: labels.injection };
    case 'off-topic':
      return { say: labels.offTopic(dialogue.shop) };
    case 'shop-matters':
      return { say: labels.shopMatters(dialogue.shop) };
    case 'negotiation':
      return { say: labels.negotiation };
    case 'too-long':
      return { say: labels.tooLong };
    case 'unclear':
      return { say: labels.unclear };
  }
}
