// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// The pages of the window, in the order of the way through them, and then those beside it.
enum class PageId { Start, Proxy, SignIn, Targets, Run, Result, Bundle, Watch };

inline constexpr int pageCount = 8;
inline constexpr int stepCount = 7; ///< pages on the way

} // namespace pt
