// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// Whose words an answer is. Unclear: the bytes do not tell.
enum class Answerer { Nobody, Proxy, Target, Unclear };

/// What a request asked of the server under test. Unknown: an imported answer without its request, or a
/// request that names only a path.
enum class RequestKind { Plain, Connect, Inside, Unknown };

/// What the server under test turned out to be.
enum class EndpointRole { Unknown, Proxy, WebServer, PacServer };

} // namespace pt
