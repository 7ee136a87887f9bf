// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

/// PacFacts::fault; stable, advice/ words them.
namespace pt::pacfault {

using namespace Qt::StringLiterals;

// It could not be loaded.
inline constexpr auto badAddress = "bad-address"_L1; ///< neither http, https nor a file of this computer
inline constexpr auto notFound = "file-not-found"_L1;
inline constexpr auto tooLarge = "too-large"_L1; ///< more than 1 MiB
inline constexpr auto timedOut = "timed-out"_L1;
inline constexpr auto nameNotResolved = "name-not-resolved"_L1;
inline constexpr auto refused = "refused"_L1;
inline constexpr auto connection = "connection"_L1; ///< detail: the system's words
inline constexpr auto status = "http-status"_L1;    ///< answered, but not with 200
inline constexpr auto notHttp = "not-http"_L1;
inline constexpr auto redirects = "redirects"_L1;

// It is broken. These four come from the process that runs it as well.
inline constexpr auto notAScript = "not-a-script"_L1; ///< there is no FindProxyForURL in it
inline constexpr auto exception = "exception"_L1;     ///< detail, line
inline constexpr auto badAnswer = "bad-answer"_L1;    ///< detail: what was returned
inline constexpr auto endless = "endless"_L1;
inline constexpr auto memory = "memory"_L1;

// It was not tried.
inline constexpr auto noEvaluator = "no-evaluator"_L1;

} // namespace pt::pacfault
