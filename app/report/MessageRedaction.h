// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Message.h"
#include "report/Pseudonyms.h"
#include "report/RedactionLog.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace pt {

/// Registers the hosts and users that the fields of a head name by their place, so that they are
/// found in the text of other parts too. The head must be masked already.
void collectNames(QByteArrayView maskedHead, Pseudonyms *names);

/// The message with every part of it rebuilt from what its class allows: known fields keep their
/// value after the names in it were replaced, unknown ones keep their name alone; pages keep public
/// words. `part` names the message in the log.
Message redactedMessage(const Message &message, Pseudonyms *names, RedactionLog *log,
                        const QString &part);

/// A realm whose words are all public stays; any other gets a stand-in.
QString redactedRealm(const QString &realm, Pseudonyms *names);

/// Names swept, then nothing but public words.
QString redactedWords(const QString &text, Pseudonyms *names, qint64 *withheld = nullptr);

} // namespace pt
