// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"

#include <QDialog>

#include <functional>

class QListWidget;

namespace app {

//! Which of the connections of a capture is to be shown: a list that stays, so that one after the other can be opened.
class ConnectionChoice : public QDialog
{
    Q_OBJECT
public:
    //! \a chosen is called for each one a person opens, by Enter, double click or button.
    ConnectionChoice(const QString &path, const QList<capture::CapturedConnection> &connections,
        std::function<void(const capture::CapturedConnection &)> chosen, QWidget *parent);

    [[nodiscard]] QListWidget &list() const { return *m_list; }

private:
    QListWidget *m_list;
};

} // namespace app
