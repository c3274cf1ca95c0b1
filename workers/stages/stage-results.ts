// What each stage leaves behind for those after it: every stage's file adds its own line.

// biome-ignore lint/suspicious/noEmptyInterface: its members are declared where they are made
export interface StageResults {}
