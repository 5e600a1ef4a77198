import { answerSandbox } from '../answer.ts';

/** Gives a test payment back, all or a part of it. */
export const POST = answerSandbox;
