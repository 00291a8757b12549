// shortened, the full list is fetched at build time
export const IMAGENET_CLASSES: string[] = [
  'tench', 'goldfish', 'great white shark', 'tiger shark', 'hammerhead', 'electric ray',
  'stingray', 'cock', 'hen', 'ostrich', 'brambling', 'goldfinch', 'house finch', 'junco',
];

export const COCO_CLASSES: string[] = [
  'person', 'bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat',
  'traffic light', 'fire hydrant', 'stop sign', 'parking meter', 'bench', 'bird', 'cat', 'dog',
];
