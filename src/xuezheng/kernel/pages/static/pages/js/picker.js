export function startPickers() {}
