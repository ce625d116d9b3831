import { z } from 'zod';
import { type Tool, ToolError } from './tool.ts';

const Input = z.strictObject({
  image_id: z
    .string()
    .min(1)
    .max(100)
    .describe('The id that stands beside the photo in the conversation.'),
});

const Output = z.strictObject({
  image_id: z.string(),
  shown: z.string(),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

/** Each costs as much as a page of text. */
const MOST_IN_A_TURN = 4;

/** Lets the model see a photo of the conversation large and in high detail. What it reads there it must read itself. */
export function lookCloser(): Tool<Input, Output> {
  return {
    name: 'look_closer',
    description:
      'Shows you a photo of this conversation large and in full detail, where it stands in the conversation. Use it when small print matters (a label, a model number, a receipt, a screenshot, an error message), when the photo was too small to tell, or to see a photo of an earlier message again.',
    effect: 'read',
    mostInATurn: MOST_IN_A_TURN,
    input: Input,
    output: Output,
    async run({ image_id }, { photos }) {
      if (!photos?.has(image_id)) {
        throw new ToolError(`There is no photo ${image_id} in this conversation.`);
      }
      return { image_id, shown: 'It stands in full detail where it was sent.' };
    },
    reveals: ({ image_id }) => image_id,
  };
}
