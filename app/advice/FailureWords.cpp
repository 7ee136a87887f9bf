// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/WordTable.h"

namespace pt {

namespace {

/// Words of Failure::code.
constexpr WordRow rows[] = {
    {"intake.empty", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "There is nothing to analyse: the text is empty. Paste or name a recording with a request "
       "and its answer.")},
    {"intake.not-http", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "No HTTP request or answer was found in this text. Give the raw text as it crossed the "
       "wire, with a line such as \"HTTP/1.1 407 Proxy Authentication Required\".")},
    {"intake.too-large", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The text is larger than 16 MiB. Cut out the part with the failing request and its answer.")},
    {"bundle.not-a-zip", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "This file is not a support bundle: it is not a zip file, or it is damaged.")},
    {"bundle.no-case", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "This zip file is not a support bundle: it holds no case.json.")},
    {"bundle.too-large", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle unpacks to more than is allowed (64 files, 64 MiB), so it was not opened.")},
    {"bundle.bad-entry", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle holds an entry that is not allowed, so it was not opened: %1")},
    {"bundle.bad-entry", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle holds an entry that is not allowed, so it was not opened.")},
    {"bundle.secret-found", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle was not saved: the text of a password is in %1. If the password is an everyday "
       "word, the report may contain that word by itself. Otherwise please report this as a "
       "fault of the program.")},
    {"bundle.secret-found", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle was not saved: the text of a password is in it. If the password is an everyday "
       "word, the report may contain that word by itself. Otherwise please report this as a "
       "fault of the program.")},
    {"bundle.cannot-write", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle could not be saved (%1). Choose another folder or file name.")},
    {"bundle.cannot-write", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The bundle could not be saved. Choose another folder or file name.")},
    {"case-json.schema", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The case was written by another version of this program and cannot be read.")},
    {"case-json.type", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The case cannot be read, it is damaged or not from this program: %1")},
    {"case-json.type", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The case cannot be read: it is damaged or not from this program.")},
    {"practice.unknown-scenario", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "There is no practice scenario named \"%1\". List them to see which there are.")},
    {"practice.unknown-scenario", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "There is no such practice scenario. List them to see which there are.")},
    {"practice.bad-scenario", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The practice scenario cannot be played: %1")},
    {"practice.bad-scenario", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The practice scenario cannot be played. It is damaged.")},
    {"practice.no-certificate", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The practice proxy could not make the certificates of its websites. Check the OpenSSL "
       "library of this computer.")},
    {"practice.cannot-listen", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The practice proxy could not open its port (%1). Choose another port, or 0 for a free "
       "one.")},
    {"practice.cannot-listen", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The practice proxy could not open its port. Choose another port, or 0 for a free one.")},
    {"profile.cannot-save", "", "detail",
     QT_TRANSLATE_NOOP("FailureWording",
       "The profile could not be saved: %1")},
    {"profile.cannot-save", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The profile could not be saved. Check that the settings folder can be written.")},
    {"auth.colon-in-user-name", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The user name contains a colon, which Basic sign-in cannot carry. Use another form of "
       "the user name.")},
    {"auth.control-character", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The user name or password contains a control character. Type it by hand.")},
    {"keychain.item-newer", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The stored password was saved by a newer version of this program. Update the program or "
       "save the password again.")},
    {"keychain.item-unreadable", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The stored password cannot be read: the entry is damaged. Save the password again.")},
    {"attempt-limit", "", "",
     QT_TRANSLATE_NOOP("FailureWording",
       "The limit of refused sign-ins for this run is reached, so nothing more was sent.")},
};

} // namespace

WordRows failureRows()
{
    return rows;
}

} // namespace pt
