// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturelocation.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace shell {

//! The captures of earlier runs on the start page; hidden while there is none. It scans nothing: it is given the list.
class RecentCaptures : public QWidget
{
    Q_OBJECT
public:
    explicit RecentCaptures(QWidget *parent = nullptr);

    //! Newest first; captures that someone writes now are left out.
    void setCaptures(const QList<capture::RecentCapture> &captures);
    [[nodiscard]] QListWidget *list() const { return m_list; }

signals:
    void openRequested(const QString &path);

private:
    QLabel *m_title;
    QListWidget *m_list;
};

//! Says that the captures at \a paths were deleted because they were too old or too many bytes, by their times.
[[nodiscard]] QString deletedCapturesText(const QStringList &paths);

} // namespace shell
