import { z } from 'zod';

/** What a manifest says of a model of the hub, or of a folder that is laid out like one (`./mine`). A GPU by `device`, where the machine has its drivers. */
export const hubFields = {
  model: z.string().min(1).max(300),
  device: z.enum(['cpu', 'cuda', 'dml', 'coreml', 'webgpu', 'auto']).default('cpu'),
  dtype: z.enum(['fp32', 'fp16', 'int8', 'uint8', 'q8', 'q4', 'q4f16', 'bnb4']).default('fp32'),
};
